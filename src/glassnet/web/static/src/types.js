// The messages of the wire protocol (version 1), as types only: nothing here runs.

/** @typedef {"live"|"reshape"|"restart"|"data"} Effect */

/**
 * One setting as the specification describes it; every control is made from one of these.
 * @typedef {object} Field
 * @property {string} path dotted path from the experiment, or the bare name inside a union or record
 * @property {string} label
 * @property {string} explain one line
 * @property {string} type number, integer, flag, choice, text, union, record, list, layers, numbers …
 * @property {any} [default]
 * @property {number|null} [low]
 * @property {number|null} [high]
 * @property {"linear"|"log"} [scale]
 * @property {boolean|string} [optional] may be null; a text says what null means
 * @property {(Choice|string)[]} [choices]
 * @property {Field[]} [fields] of a record, or of one entry of a list
 * @property {Effect} [effect]
 */

/**
 * One variant of a union.
 * @typedef {{kind: string, label: string, explain: string, fields?: Field[]}} Choice
 */

/**
 * @typedef {object} Preset
 * @property {string} name
 * @property {string} label
 * @property {string} explain
 * @property {"classification"|"regression"} task
 * @property {number} dims
 * @property {number|string[]} classes
 * @property {number} thumbnail number of points of its thumbnail
 * @property {string} [group] where lists show it; the task where absent
 * @property {{link: string, why: string, score: number}} known settings that learn it
 * @property {boolean} made whether its number of points and its noise can be chosen
 */

/**
 * @typedef {object} Hello
 * @property {number} protocol
 * @property {string} version
 * @property {string} session
 * @property {Field[]} schema
 * @property {Preset[]} presets
 * @property {string[]} speeds
 * @property {{name: "watch"|"instant", explain: string}[]} modes
 * @property {string[]} [features] formulas that are offered as inputs
 */

/** @typedef {{units: number, activation: {kind: string, [more: string]: any}, dropout?: number, [more: string]: any}} Layer */

/**
 * @typedef {object} State
 * @property {number} revision
 * @property {number} data_revision
 * @property {any} experiment
 * @property {string} link
 * @property {boolean} running
 * @property {number} speed
 * @property {string[]} inputs names of the raw inputs that are used
 * @property {string[]} columns names of all that the source has
 * @property {"watch"|"instant"} mode
 * @property {number|null} goal the epoch at which training will pause by itself
 * @property {number} step
 * @property {number} steps_per_epoch
 * @property {number} epoch
 * @property {number} parameters
 * @property {number[]} sizes units of every layer, inputs first
 * @property {"classification"|"regression"} task
 * @property {string[]} classes
 * @property {1|2} dims
 * @property {[number, number, number, number]} domain xmin, xmax, ymin, ymax
 * @property {[number, number]} value_scale values are (value in the source - first) / second
 * @property {string[]} features
 * @property {string[]} activations one a layer, the output's last
 * @property {string} [loss] the loss in use, where the setting leaves it to the task
 * @property {{kind: string, message: string}|null} outcome
 * @property {string|null} undo
 * @property {string|null} redo
 * @property {{train: number, validation: number, test: number}} counts
 * @property {{step: number, text: string}[]} log
 * @property {number} ack
 */

/** @typedef {{loss: number, accuracy?: number, r2?: number}} Score */

/**
 * @typedef {object} Status
 * @property {Score|null} train
 * @property {Score|null} validation
 * @property {Score|null} test
 * @property {number} [penalty]
 * @property {number|null} [gradient_norm]
 * @property {number} [learning_rate]
 * @property {number} [steps_per_second]
 * @property {number} [epochs] done, with the part of the present one
 */

/**
 * One answered view: its JSON and its own buffers.
 * @typedef {{json: any, buffers: DataView[], step: number, epoch: number, asked?: object, revision?: number}} View
 * `asked`: the parameters that it answers; `revision`: of the state that it shows, or of an earlier one
 */

/**
 * What anywidget hands to `render`, as far as the playground uses it.
 * @typedef {object} Model
 * @property {(content: any, callbacks?: any, buffers?: ArrayBufferView[]) => void} send
 * @property {(name: string, callback: (...args: any[]) => void) => void} on
 * @property {(name: string, callback: (...args: any[]) => void) => void} off
 * @property {number} [wants] views that may be asked for at once, where the line wishes fewer than usual
 */

export {};
