/*! Glassnet, Apache-2.0. Contains preact (MIT), @preact/signals (MIT), htm (Apache-2.0) and uPlot (MIT);
 * their licences are in licenses/. Made by tools/js from static/src: change it there. */

// tools/js/node_modules/preact/dist/preact.mjs
var n, t, r, u, i, f, o, e, l, c, a, s, h = /* @__PURE__ */ Symbol.for("pv"), p = {}, y = [], v = /^m(i|n|o|s|text|space)$/, w = Array.isArray, d = y.slice, _ = Object.assign;
function g(n4) {
  n4 && n4.parentNode && n4.remove();
}
function k(n4, t6, r4) {
  var u4, i4, f4, o5 = {}, e4 = arguments.length;
  for (f4 in t6) f4 == "key" ? u4 = t6[f4] : f4 == "ref" && typeof n4 != "function" ? i4 = t6[f4] : o5[f4] = t6[f4];
  return e4 > 2 && (o5.children = e4 > 3 ? d.call(arguments, 2) : r4), m(n4, o5, u4, i4, null);
}
function m(r4, u4, i4, f4, o5) {
  var e4 = { type: r4, props: u4, key: i4, ref: f4, __k: null, __: null, __b: 0, __e: null, __c: null, constructor: h, __v: o5 || ++t, __i: -1, __u: 0 };
  return !o5 && n.vnode && n.vnode(e4), e4;
}
function $(n4) {
  return n4.children;
}
function x(n4, t6) {
  this.props = n4, this.context = t6, this.__g = 0;
}
function S(n4, t6) {
  if (t6 == null) return n4.__ && S(n4.__, n4.__i + 1);
  for (var r4; t6 < n4.__k.length; t6++) if ((r4 = n4.__k[t6]) && r4.__e) return r4.__e;
  return typeof n4.type != "function" || n4.props.__P ? null : S(n4);
}
function C(t6) {
  var r4, u4 = t6.__v, i4 = u4.__e, f4 = [], o5 = [], e4 = t6.__P;
  e4 && ((r4 = _({ constructor: h }, u4)).__v = u4.__v + 1, n.vnode && n.vnode(r4), z(e4, r4, u4, t6.__n, e4.namespaceURI, 32 & u4.__u ? [i4] : null, f4, i4 || S(u4), 32 & u4.__u, o5), r4.__v = u4.__v, r4.__.__k[r4.__i] = r4, E(f4, r4, o5), u4.__ = u4.__e = null, r4.__e != i4 && j(r4));
}
function j(n4) {
  if ((n4 = n4.__) && n4.__c && !n4.props.__P) return n4.__e = null, n4.__k.some(function(t6) {
    return t6 && (n4.__e = t6.__e);
  }), j(n4);
}
function L(t6) {
  (8 & t6.__g || (t6.__g |= 8, u.push(t6), f++)) && i == n.debounceRendering || ((i = n.debounceRendering) || queueMicrotask)(H);
}
function H() {
  try {
    for (var n4, t6 = 1; u.length; ) u.length > t6 && u.sort(o), n4 = u.shift(), t6 = u.length, 8 & n4.__g && C(n4);
  } finally {
    (f = u.length) && (i || queueMicrotask)(H);
  }
}
function I(n4, t6, r4, u4, i4, f4, o5, e4, l4, c4, a4) {
  var s4, h5, v4, w5, d5, _6, g5 = u4.__k || y, k4 = t6.length;
  for (l4 = q(r4, t6, g5, l4, k4), s4 = 0; s4 < k4; s4++) (v4 = r4.__k[s4]) != null && (h5 = ~v4.__i && g5[v4.__i] || p, v4.__i = s4, _6 = z(n4, v4, h5, i4, f4, o5, e4, l4, c4, a4), w5 = v4.__e, (h5.ref != v4.ref || 8 & h5.__u) && (h5.ref && G(h5.ref, null, v4, h5), v4.ref && a4.push(v4.ref, v4.__c || w5, v4)), d5 = d5 || w5, 4 & v4.__u ? (l4 = A(v4, l4, n4, !h5.__v), h5.__e && (h5.__e = null)) : typeof v4.type == "function" && _6 !== void 0 ? l4 = _6 : w5 && (l4 = w5.nextSibling), v4.__u &= -21);
  return r4.__e = d5, l4;
}
function q(n4, t6, r4, u4, i4) {
  var f4, o5, e4, l4, c4, a4, s4, p5, y5, v4 = r4.length, d5 = v4, _6 = 0, g5 = 0, k4 = n4.__k = Array(i4);
  for (f4 = 0; f4 < i4; f4++) (o5 = t6[f4]) != null && typeof o5 != "boolean" && typeof o5 != "function" ? (typeof o5 != "object" || o5.constructor === String ? o5 = k4[f4] = m(null, o5) : w(o5) ? o5 = k4[f4] = m($, { children: o5 }) : o5.constructor === h && o5.__b ? o5 = k4[f4] = m(o5.type, o5.props, o5.key, o5.ref, o5.__v) : k4[f4] = o5, l4 = f4 + _6, o5.__ = n4, o5.__b = n4.__b + 1, e4 = null, ~(c4 = o5.__i = P(o5, r4, l4, d5)) && (d5--, (e4 = r4[c4]) && (e4.__u |= 2)), e4 && e4.__v ? (o5.__u |= 16, c4 == l4 - 1 ? _6-- : c4 == l4 + 1 ? _6++ : c4 != l4 && (c4 > l4 ? _6-- : _6++, g5 = 1)) : (~c4 || (i4 > v4 ? _6-- : i4 < v4 && _6++), typeof o5.type != "function" && (o5.__u |= 4))) : k4[f4] = null;
  if (g5) {
    for (a4 = [], s4 = [], f4 = 0; f4 < i4; f4++) if ((o5 = k4[f4]) && 16 & o5.__u) {
      for (_6 = 0, p5 = a4.length; _6 < p5; ) a4[y5 = _6 + p5 >> 1] < o5.__i ? _6 = y5 + 1 : p5 = y5;
      a4[_6] = o5.__i, s4[f4] = _6 + 1;
    }
    for (_6 = a4.length; f4--; ) s4[f4] && (s4[f4] == _6 ? _6-- : k4[f4].__u |= 4);
  }
  if (d5) for (f4 = 0; f4 < v4; f4++) !(e4 = r4[f4]) || 2 & e4.__u || (e4.__e == u4 && (u4 = S(e4)), J(e4, e4));
  return u4;
}
function A(n4, t6, r4, u4) {
  var i4, f4, o5, e4;
  if (typeof n4.type == "function") {
    if (n4.props.__P) return t6;
    if (i4 = n4.__k) for (f4 = 0; f4 < i4.length; f4++) i4[f4] && (i4[f4].__ = n4, t6 = A(i4[f4], t6, r4, !1));
    return t6;
  }
  for (t6 && !t6.parentNode && (t6 = S(n4)) && !t6.parentNode && (t6 = null), o5 = n4.__e, e4 = t6; e4 && e4.nodeType == 8; ) e4 = e4.nextSibling;
  for (o5 != e4 && (!u4 && r4.moveBefore && o5.parentNode ? r4.moveBefore(o5, t6) : r4.insertBefore(o5, t6 || null)), t6 = o5; (t6 = t6 && t6.nextSibling) && t6.nodeType == 8 && !t6.data.startsWith("$s"); ) ;
  return t6;
}
function P(n4, t6, r4, u4) {
  var i4, f4 = n4.key, o5 = n4.type, e4 = t6[r4], l4 = e4 && !(2 & e4.__u);
  if (e4 === null && f4 == null || l4 && f4 == e4.key && o5 == e4.type) return r4;
  if (u4 > (l4 ? 1 : 0)) {
    for (i4 = r4 - 1; i4 >= 0; i4--) if ((e4 = t6[i4]) && !(2 & e4.__u) && f4 == e4.key && o5 == e4.type) return i4;
    for (i4 = r4 + 1; i4 < t6.length; i4++) if ((e4 = t6[i4]) && !(2 & e4.__u) && f4 == e4.key && o5 == e4.type) return i4;
  }
  return -1;
}
function T(n4, t6, r4) {
  r4 == null && (r4 = ""), t6[0] == "-" ? n4.setProperty(t6, r4) : n4[t6] = r4;
}
function N(n4, t6, r4, u4, i4) {
  var f4, o5;
  if (t6 == "style") if (typeof r4 == "string") n4.style.cssText = r4;
  else {
    if (typeof u4 == "string" && (n4.style.cssText = u4 = ""), u4) for (t6 in u4) r4 && t6 in r4 || T(n4.style, t6);
    if (r4) for (t6 in r4) u4 && r4[t6] == u4[t6] || T(n4.style, t6, r4[t6]);
  }
  else if (t6[0] == "o" && t6[1] == "n") typeof r4 != "function" && (r4 = null), typeof u4 != "function" && (u4 = null), (n4.__e || (n4.__e = {}))[t6] = r4, r4 && u4 || (o5 = a[t6] || (a[t6] = V(t6)), (n4.__a || (n4.__a = {}))[t6] = c, f4 = t6 != (t6 = t6.replace(l, "$1")), (t6 = t6.slice(2))[0] < "a" && (t6 = t6.toLowerCase()), r4 ? n4.addEventListener(t6, o5, f4) : n4.removeEventListener(t6, o5, f4));
  else {
    if (i4 == "http://www.w3.org/2000/svg") t6 = t6.replace(/xlink(H|:h)/, "h").replace(/sName$/, "s");
    else if (t6 != "width" && t6 != "height" && t6 != "href" && t6 != "list" && t6 != "form" && t6 != "tabIndex" && t6 != "download" && t6 != "rowSpan" && t6 != "colSpan" && t6 != "role" && t6 != "popover" && t6 in n4) try {
      return void (n4[t6] = r4 ?? "");
    } catch {
    }
    if (typeof r4 == "function") return;
    r4 == null || r4 === !1 && t6[4] != "-" ? n4.removeAttribute(t6) : n4.setAttribute(t6, t6 == "popover" && r4 == 1 ? "" : r4);
  }
}
function V(t6) {
  return function(r4) {
    var u4 = this.__e;
    if (u4) {
      if (u4 = u4[t6], r4[e] == null) r4[e] = c++;
      else if (r4[e] < this.__a[t6]) return;
      return u4(n.event ? n.event(r4) : r4);
    }
  };
}
function z(t6, r4, u4, i4, f4, o5, e4, l4, c4, a4) {
  var s4, p5, v4, d5, k4, b3, m6, M3, C3, j4, L2, H2, q3, A4, O2, P3, T5, N2, V2 = r4.type;
  if (r4.constructor !== h) return null;
  128 & u4.__u && (c4 = 32 & u4.__u, s4 = u4.__c.__z) && (r4.__u |= c4, p5 = o5 = [], s4.nodeType == 8 ? l4 = B(s4, o5) : o5.push(s4), l4 = o5[0] || l4), (s4 = n.__b) && s4(r4);
  n: if (typeof V2 == "function") {
    v4 = e4.length;
    try {
      if (M3 = r4.props, C3 = (s4 = V2.prototype) && s4.render, j4 = (s4 = V2.contextType) && i4[s4.__c], L2 = s4 ? j4 ? j4.props.value : s4.__ : i4, (d5 = u4.__c) ? (r4.__c = d5, 2 & d5.__g && (d5.__g |= 1)) : (C3 ? r4.__c = d5 = new V2(M3, L2) : (r4.__c = d5 = new x(M3, L2), d5.constructor = V2, d5.render = K), j4 && j4.sub(d5), d5.state || (d5.state = {}), d5.__n = i4, d5.__g |= 8, d5.__h = [], d5.__k = []), C3 && (d5.__s || (d5.__s = d5.state), V2.getDerivedStateFromProps && (d5.__s == d5.state && (d5.__s = _({}, d5.__s)), _(d5.__s, V2.getDerivedStateFromProps(M3, d5.__s)))), k4 = d5.props, b3 = d5.state, d5.__v = r4, u4.__c) {
        if (M3 !== k4 && C3 && !V2.getDerivedStateFromProps && d5.componentWillReceiveProps && d5.componentWillReceiveProps(M3, L2), r4.__v == u4.__v && !(8 & d5.__g) || !(4 & d5.__g) && d5.shouldComponentUpdate && d5.shouldComponentUpdate(M3, d5.__s, L2) === !1) {
          r4.__v != u4.__v && (d5.props = M3, d5.state = d5.__s, d5.__g &= -9), r4.__e = u4.__e, r4.__k = u4.__k, r4.__k.some(function(n4) {
            n4 && (n4.__ = r4);
          }), y.push.apply(d5.__h, d5.__k), d5.__k = [], d5.__h.length && e4.push(d5), l4 = S(u4);
          break n;
        }
        d5.componentWillUpdate && d5.componentWillUpdate(M3, d5.__s, L2), C3 && d5.componentDidUpdate && d5.__h.push(function() {
          d5.componentDidUpdate(k4, b3, m6);
        });
      } else C3 && !V2.getDerivedStateFromProps && d5.componentWillMount && d5.componentWillMount(), C3 && d5.componentDidMount && d5.__h.push(d5.componentDidMount);
      d5.context = L2, d5.props = M3, d5.__P = t6, d5.__g &= -5, H2 = n.__r, q3 = C3 ? 25 : 0;
      do
        d5.__g &= -9, H2 && H2(r4), s4 = d5.render(d5.props, d5.state = d5.__s, d5.context);
      while (8 & d5.__g && ++q3 < 25);
      C3 && (y.push.apply(d5.__h, d5.__k), d5.__k = []), d5.state = d5.__s, d5.getChildContext && (i4 = _({}, i4, d5.getChildContext())), C3 && u4.__c && d5.getSnapshotBeforeUpdate && (m6 = d5.getSnapshotBeforeUpdate(k4, b3)), A4 = s4 && s4.type === $ && s4.key == null ? s4.props.children : s4, M3.__P && (s4 = l4, f4 = (t6 = M3.__P).namespaceURI, c4 = o5 = null, u4.props && u4.props.__P != t6 && (u4.__k.some(function(n4) {
        n4 && J(n4, n4);
      }), u4.__k = null), l4 = u4.__k ? S(u4, 0) : null), l4 = I(t6, w(A4) ? A4 : [A4], r4, u4, i4, f4, o5, e4, l4, c4, a4), M3.__P && (r4.__e = null, l4 = s4), r4.__u &= -161, p5 && p5.some(g), d5.__h.length && e4.push(d5), 1 & d5.__g && (d5.__g &= -4);
    } catch (t7) {
      if (e4.length = v4, r4.__v = null, c4 || o5) if (t7 && t7.then) {
        if (r4.__u |= 128 | c4, o5) {
          for (~(T5 = o5.indexOf(l4 || void 0)) || (T5 = o5.length); (N2 = o5[T5 - 1]) && N2.nodeType == 8; ) T5--;
          for (; T5 < o5.length; T5++) if (N2 = o5[T5]) if (o5[T5] = null, O2) {
            if (N2 == P3) break;
          } else {
            if (N2.nodeType != 8) break;
            N2.data.startsWith("$s") && (P3 = B(O2 = N2));
          }
        }
        if (!O2) {
          for (; l4 && l4.nodeType == 8 && l4.nextSibling; ) l4 = l4.nextSibling;
          O2 = l4;
        }
        (s4 = B(O2 = r4.__c.__z || (r4.__c.__z = O2))) ? (r4.__e = O2, l4 = s4) : r4.__e = l4, l4 = l4 && l4.nextSibling;
      } else o5 && o5.some(g);
      else r4.__e = u4.__e;
      r4.__k || (r4.__k = u4.__k || []), t7 && t7.then || D(r4), n.__e(t7, r4, u4);
    }
  } else l4 = r4.__e = F(u4.__e, r4, u4, i4, f4, o5, e4, c4, a4, t6);
  return (s4 = n.diffed) && s4(r4), l4;
}
function B(n4, t6) {
  if (n4 && n4.nodeType == 8 && n4.data.startsWith("$s")) for (var r4 = 1; n4 = n4.nextSibling; ) {
    if (n4.nodeType == 8) {
      if (n4.data.startsWith("$s")) r4++;
      else if (n4.data.startsWith("/$s") && !--r4) return n4;
    }
    t6 && t6.push(n4);
  }
}
function D(n4) {
  n4 && (n4.__c && (n4.__c.__g |= 4), n4.__k && n4.__k.some(D));
}
function E(t6, r4, u4) {
  for (var i4 = 0; i4 < u4.length; ) G(u4[i4++], u4[i4++], u4[i4++]);
  n.__c && n.__c(r4, t6), t6.some(function(r5) {
    try {
      t6 = r5.__h, r5.__h = [], t6.some(function(n4) {
        n4.call(r5);
      });
    } catch (t7) {
      n.__e(t7, r5.__v);
    }
  });
}
function F(t6, r4, u4, i4, f4, o5, e4, l4, c4, a4) {
  var s4, h5, y5, _6, k4, b3, m6, M3, $2 = u4.props || p, x4 = r4.props, C3 = r4.type;
  if (C3 == "svg" ? f4 = "http://www.w3.org/2000/svg" : C3 == "math" ? f4 = "http://www.w3.org/1998/Math/MathML" : f4 || (f4 = "http://www.w3.org/1999/xhtml"), o5) {
    for (s4 = 0; s4 < o5.length; s4++) if ((k4 = o5[s4]) && (C3 ? k4.localName == C3 : k4.nodeType == 3)) {
      t6 = k4, o5[s4] = null;
      break;
    }
  }
  if (!t6) {
    if (M3 = a4.ownerDocument || document, !C3) return M3.createTextNode(x4);
    t6 = M3.createElementNS(f4, C3, x4.is ? x4 : a4), l4 && (n.__m && n.__m(r4, o5), l4 = !1), o5 = null;
  }
  if (C3) {
    if (a4 = C3 == "template" && t6.content || t6, o5 = C3 == "textarea" && x4.defaultValue != null ? null : o5 && d.call(a4.childNodes), !l4 && o5) for ($2 = {}, s4 = 0; s4 < t6.attributes.length; s4++) $2[(k4 = t6.attributes[s4]).name] = k4.value;
    for (s4 in $2) k4 = $2[s4], s4 == "dangerouslySetInnerHTML" ? y5 = k4 : s4 == "children" || s4 in x4 || s4 == "value" && "defaultValue" in x4 || s4 == "checked" && "defaultChecked" in x4 || N(t6, s4, null, k4, f4);
    for (s4 in x4) k4 = x4[s4], s4 == "children" ? _6 = k4 : s4 == "dangerouslySetInnerHTML" ? h5 = k4 : s4 == "value" ? b3 = k4 : s4 == "checked" ? m6 = k4 : l4 && typeof k4 != "function" || $2[s4] === k4 || N(t6, s4, k4, $2[s4], f4);
    h5 ? (l4 || y5 && (h5.__html == y5.__html || h5.__html == t6.innerHTML) || (t6.innerHTML = h5.__html), r4.__k = []) : (y5 && (t6.textContent = ""), (C3 == "foreignObject" || f4 == "http://www.w3.org/1998/Math/MathML" && v.test(C3)) && (f4 = "http://www.w3.org/1999/xhtml"), I(a4, w(_6) ? _6 : [_6], r4, u4, i4, f4, o5, e4, o5 ? o5[0] : u4.__k && S(u4, 0), l4, c4), o5 && o5.some(g)), l4 && C3 != "textarea" || (s4 = "value", C3 == "progress" && b3 == null ? t6.removeAttribute(s4) : b3 == null || b3 === t6[s4] && (C3 != "progress" || b3) || N(t6, s4, b3, $2[s4], f4), s4 = "checked", m6 != null && m6 != t6[s4] && N(t6, s4, m6, $2[s4], f4));
  } else $2 === x4 || l4 && t6.data == x4 || (t6.data = x4);
  return t6;
}
function G(t6, r4, u4, i4) {
  try {
    typeof t6 == "function" ? r4 ? r4.__x = t6(r4) || 1 : i4 && (i4 = i4.__c || i4.__e) && (r4 = i4.__x) && (i4.__x = null, typeof r4 == "function" ? r4() : t6(null)) : t6.current = r4;
  } catch (t7) {
    n.__e(t7, u4);
  }
}
function J(t6, r4, u4) {
  var i4, f4, o5, e4;
  if (n.unmount && n.unmount(t6), !(i4 = t6.ref) || i4.current && i4.current != t6.__e || G(i4, null, r4, t6), i4 = t6.__c) {
    if (i4.componentWillUnmount) try {
      i4.componentWillUnmount();
    } catch (t7) {
      n.__e(t7, r4);
    }
    i4.__P = i4.__n = null;
  }
  if (i4 = t6.__k) for (e4 = 0; e4 < i4.length; e4++) i4[e4] && J(i4[e4], r4, typeof t6.type != "function" || u4 && !t6.props.__P);
  !u4 && (i4 = t6.__c) && (i4 = i4.__z) && (f4 = B(i4, o5 = [])) && (i4 == t6.__e && o5.some(g), g(f4), g(i4)), u4 || g(t6.__e), t6.__e = t6.__c = t6.__ = null;
}
function K(n4, t6, r4) {
  return this.constructor(n4, r4);
}
function Q(t6, r4) {
  var u4, i4, f4, o5;
  n.__ && n.__(t6, r4), r4.nodeType == 9 && (r4 = r4.documentElement), i4 = (u4 = t6 && 32 & t6.__u) ? null : r4.__k, r4.__k = m($, { children: [t6] }), f4 = [], o5 = [], z(r4, r4.__k, i4 || p, p, r4.namespaceURI, i4 ? null : r4.firstChild ? d.call(r4.childNodes) : null, f4, i4 ? i4.__e : r4.firstChild, u4, o5), E(f4, r4.__k, o5), r4.__k.props.children = null;
}
function U(n4) {
  function t6(n5) {
    var r4, u4;
    return this.getChildContext || (r4 = /* @__PURE__ */ new Set(), (u4 = {})[t6.__c] = this, this.getChildContext = function() {
      return u4;
    }, this.shouldComponentUpdate = function(n6) {
      this.props.value != n6.value && r4.forEach(function(n7) {
        n7.__g |= 4, L(n7);
      });
    }, this.sub = function(n6) {
      r4.add(n6);
      var t7 = n6.componentWillUnmount;
      n6.componentWillUnmount = function() {
        r4.delete(n6), t7 && t7.call(n6);
      };
    }), n5.children;
  }
  return t6.__c = "__cC" + s++, t6.__ = n4, t6.Provider = (t6.Consumer = function(n5, t7) {
    return n5.children(t7);
  }).contextType = t6, t6;
}
n = { __e: function(n4, t6, r4, u4) {
  for (var i4, o5, e4; t6 = t6.__; ) if ((i4 = t6.__c) && !(1 & i4.__g)) {
    i4.__g |= 4;
    try {
      if ((e4 = (o5 = i4.constructor) && o5.getDerivedStateFromError) && i4.setState(o5.getDerivedStateFromError(n4)), i4.componentDidCatch && (i4.componentDidCatch(n4, u4 || {}), e4 = 1), e4 && 8 & i4.__g) return void (i4.__g |= 2);
    } catch (t7) {
      n4 = t7;
    }
  }
  throw f = 0, n4;
} }, t = 0, r = function(n4) {
  return n4 != null && n4.constructor === h;
}, x.prototype.setState = function(n4, t6) {
  var r4 = this.__s;
  r4 && r4 != this.state || (r4 = this.__s = _({}, this.state)), typeof n4 == "function" && (n4 = n4(_({}, r4), this.props)), n4 && (_(r4, n4), this.__v && (t6 && this.__k.push(t6), L(this)));
}, x.prototype.forceUpdate = function(n4) {
  this.__v && (this.__g |= 4, n4 && this.__h.push(n4), L(this));
}, x.prototype.render = $, u = [], f = 0, o = function(n4, t6) {
  return n4.__v.__b - t6.__v.__b;
}, e = /* @__PURE__ */ Symbol(), l = /(PointerCapture)$|Capture$/i, c = 0, a = {}, s = 0;

// tools/js/node_modules/htm/dist/htm.module.js
var n2 = function(t6, s4, r4, e4) {
  var u4;
  s4[0] = 0;
  for (var h5 = 1; h5 < s4.length; h5++) {
    var p5 = s4[h5++], a4 = s4[h5] ? (s4[0] |= p5 ? 1 : 2, r4[s4[h5++]]) : s4[++h5];
    p5 === 3 ? e4[0] = a4 : p5 === 4 ? e4[1] = Object.assign(e4[1] || {}, a4) : p5 === 5 ? (e4[1] = e4[1] || {})[s4[++h5]] = a4 : p5 === 6 ? e4[1][s4[++h5]] += a4 + "" : p5 ? (u4 = t6.apply(a4, n2(t6, a4, r4, ["", null])), e4.push(u4), a4[0] ? s4[0] |= 2 : (s4[h5 - 2] = 0, s4[h5] = u4)) : e4.push(a4);
  }
  return e4;
}, t2 = /* @__PURE__ */ new Map();
function htm_module_default(s4) {
  var r4 = t2.get(this);
  return r4 || (r4 = /* @__PURE__ */ new Map(), t2.set(this, r4)), (r4 = n2(this, r4.get(s4) || (r4.set(s4, r4 = (function(n4) {
    for (var t6, s5, r5 = 1, e4 = "", u4 = "", h5 = [0], p5 = function(n5) {
      r5 === 1 && (n5 || (e4 = e4.replace(/^\s*\n\s*|\s*\n\s*$/g, ""))) ? h5.push(0, n5, e4) : r5 === 3 && (n5 || e4) ? (h5.push(3, n5, e4), r5 = 2) : r5 === 2 && e4 === "..." && n5 ? h5.push(4, n5, 0) : r5 === 2 && e4 && !n5 ? h5.push(5, 0, !0, e4) : r5 >= 5 && ((e4 || !n5 && r5 === 5) && (h5.push(r5, 0, e4, s5), r5 = 6), n5 && (h5.push(r5, n5, 0, s5), r5 = 6)), e4 = "";
    }, a4 = 0; a4 < n4.length; a4++) {
      a4 && (r5 === 1 && p5(), p5(a4));
      for (var l4 = 0; l4 < n4[a4].length; l4++) t6 = n4[a4][l4], r5 === 1 ? t6 === "<" ? (p5(), h5 = [h5], r5 = 3) : e4 += t6 : r5 === 4 ? e4 === "--" && t6 === ">" ? (r5 = 1, e4 = "") : e4 = t6 + e4[0] : u4 ? t6 === u4 ? u4 = "" : e4 += t6 : t6 === '"' || t6 === "'" ? u4 = t6 : t6 === ">" ? (p5(), r5 = 1) : r5 && (t6 === "=" ? (r5 = 5, s5 = e4, e4 = "") : t6 === "/" && (r5 < 5 || n4[a4][l4 + 1] === ">") ? (p5(), r5 === 3 && (h5 = h5[0]), r5 = h5, (h5 = h5[0]).push(2, 0, r5), r5 = 0) : t6 === " " || t6 === "	" || t6 === `
` || t6 === "\r" ? (p5(), r5 = 2) : e4 += t6), r5 === 3 && e4 === "!--" && (r5 = 4, h5 = h5[0]);
    }
    return p5(), h5;
  })(s4)), r4), arguments, [])).length > 1 ? r4 : r4[0];
}

// tools/js/node_modules/htm/preact/index.module.js
var m2 = htm_module_default.bind(k);

// tools/js/node_modules/preact/hooks/dist/hooks.mjs
var t4, r2, u2, i2, o3 = Object.is, f2 = 0, c2 = [], e2 = [], a2 = n, v2 = a2.__b, l2 = a2.__r, m3 = a2.diffed, h2 = a2.__c, s2 = a2.unmount, p2 = a2.__;
function y2(n4, t6) {
  a2.__h && a2.__h(r2, n4, f2 || t6), f2 = 0;
  var u4 = r2.__H || (r2.__H = { __: [], __h: [] });
  return n4 >= u4.__.length && u4.__.push({}), u4.__[n4];
}
function d2(n4) {
  return f2 = 1, _2(G2, n4);
}
function _2(n4, u4, i4) {
  var f4 = y2(t4++, 2);
  if (f4.t = n4, !f4.__c && (f4.__ = [i4 ? i4(u4) : G2(void 0, u4), function(n5) {
    var t6 = (f4.__N || f4.__)[0], r4 = f4.t(t6, n5);
    o3(t6, r4) || (f4.__N = [r4, f4.__[1]], f4.__c.setState({}));
  }], f4.__c = r2, !r2.__f)) {
    r2.__f = !0;
    var c4 = r2.shouldComponentUpdate;
    r2.shouldComponentUpdate = function(n5, t6, r4) {
      var u5 = this.__H;
      if (!u5) return !0;
      var i5 = !1, f5 = this.props != n5;
      if (u5.__.some(function(n6) {
        n6.__N && (i5 = !0, o3(n6.__[0], n6.__N[0]) || (f5 = !0));
      }), c4) {
        var e4 = c4.call(this, n5, t6, r4);
        return i5 ? e4 || f5 : e4;
      }
      return !i5 || f5;
    };
  }
  return f4.__;
}
function A2(n4, u4) {
  var i4 = y2(t4++, 3);
  !a2.__s && E2(i4.__H, u4) && (i4.__P = !0, i4.__ = n4, i4.u = u4, r2.__H.__h.push(i4));
}
function F2(n4, u4) {
  var i4 = y2(t4++, 4);
  !a2.__s && E2(i4.__H, u4) && (i4.__P = !1, i4.__ = n4, i4.u = u4, r2.__h.push(i4));
}
function T2(n4) {
  return f2 = 5, w2(function() {
    return { current: n4 };
  }, []);
}
function w2(n4, r4) {
  var u4 = y2(t4++, 7);
  return E2(u4.__H, r4) && (u4.__ = n4(), u4.__H = r4), u4.__;
}
function j2(n4) {
  var u4 = r2.context[n4.__c], i4 = y2(t4++, 9);
  return i4.c = n4, u4 ? (i4.__ == null && (i4.__ = !0, u4.sub(r2)), u4.props.value) : n4.__;
}
function P2() {
  var n4 = y2(t4++, 11);
  if (!n4.__) {
    for (var u4 = r2.__v; !u4.__m && u4.__; ) u4 = u4.__;
    var i4 = u4.__m || (u4.__m = [0, 0]);
    n4.__ = "P" + i4[0] + "-" + i4[1]++;
  }
  return n4.__;
}
function g2() {
  var n4;
  do {
    for (; n4 = e2.shift(); ) try {
      C2(n4);
    } catch (t7) {
      a2.__e(t7, { __: (n4 = n4.__P) && n4.__v });
    }
    for (; n4 = c2.shift(); ) {
      var t6 = n4.__H;
      if (n4.__P && t6) try {
        t6.__h.some(C2), t6.__h.some(D2), t6.__h = [];
      } catch (r4) {
        t6.__h = [], a2.__e(r4, n4.__v);
      }
    }
  } while (e2.length);
}
a2.__b = function(n4) {
  r2 = null, v2 && v2(n4);
}, a2.__ = function(n4, t6) {
  n4 && t6.__k && t6.__k.__m && (n4.__m = t6.__k.__m), p2 && p2(n4, t6);
}, a2.__r = function(n4) {
  l2 && l2(n4), t4 = 0;
  var i4 = (r2 = n4.__c).__H;
  i4 && (u2 == r2 ? r2.__h = [] : (i4.__h.some(C2), i4.__h.some(D2), t4 = 0), i4.__h = [], i4.__.some(function(n5) {
    n5.__N && (n5.__ = n5.__N), n5.u = n5.__N = void 0;
  })), u2 = r2;
}, a2.diffed = function(n4) {
  m3 && m3(n4);
  var t6 = n4.__c;
  t6 && t6.__H && (t6.__H.__h.length && B2(c2.push(t6)), t6.__H.__.some(function(n5) {
    n5.u && (n5.__H = n5.u);
  })), u2 = r2 = null;
}, a2.__c = function(n4, t6) {
  t6.some(function(n5) {
    try {
      n5.__h.some(C2), n5.__h = n5.__h.filter(function(n6) {
        return !n6.__ || D2(n6);
      });
    } catch (t7) {
      n5.__h = [function() {
        throw t7;
      }];
    }
  }), h2 && h2(n4, t6);
}, a2.unmount = function(n4) {
  s2 && s2(n4);
  var t6, r4, u4 = n4.__c;
  u4 && u4.__H && (u4.__H.__.some(function(u5) {
    try {
      if (u5.__P && u5.__c) {
        if (r4 === void 0) {
          for (r4 = n4.__; r4 && (!r4.__c || !r4.__c.__P); ) r4 = r4.__;
          r4 = r4 && r4.__c;
        }
        u5.__P = r4, B2(e2.push(u5));
      } else C2(u5);
    } catch (n5) {
      t6 = n5;
    }
  }), u4.__H = void 0, t6 && a2.__e(t6, u4.__v));
};
var k2 = typeof requestAnimationFrame == "function";
function z2(n4) {
  var t6, r4 = function() {
    clearTimeout(u4), k2 && cancelAnimationFrame(t6), setTimeout(n4);
  }, u4 = setTimeout(r4, 35);
  k2 && (t6 = requestAnimationFrame(r4));
}
function B2(n4) {
  n4 != 1 && i2 == a2.requestAnimationFrame || ((i2 = a2.requestAnimationFrame) || z2)(g2);
}
function C2(n4) {
  var t6 = r2, u4 = n4.__c;
  typeof u4 == "function" && (n4.__c = void 0, u4()), r2 = t6;
}
function D2(n4) {
  var t6 = r2;
  n4.__c = n4.__(), r2 = t6;
}
function E2(n4, t6) {
  return !n4 || n4.length != t6.length || t6.some(function(t7, r4) {
    return !o3(t7, n4[r4]);
  });
}
function G2(n4, t6) {
  return typeof t6 == "function" ? t6(n4) : t6;
}

// src/glassnet/web/static/src/colours.js
var CLASS_COLOURS = {
  light: ["#d9660b", "#1f6fd6", "#00876c", "#b8449a", "#a88500", "#3a9bc9", "#8a4b2a", "#6a4fb3", "#6b7280", "#c22f3d"],
  dark: ["#f08a3c", "#5b9df0", "#2fbf9b", "#e07cc4", "#d8b52e", "#7cc8ee", "#c98a63", "#a791ee", "#a3acba", "#f0717c"]
}, SHAPES = ["circle", "diamond", "square", "triangle", "cross", "star", "wedge", "hexagon", "bar", "plus"];
function rgb(hex) {
  let byte = (at) => parseInt(hex.slice(at, at + 2), 16);
  return [byte(1), byte(3), byte(5)];
}
function mix(from, to, t6) {
  let [r4, g5, b3] = from.map((c4, i4) => Math.round(c4 + (to[i4] - c4) * t6));
  return (255 << 24 | b3 << 16 | g5 << 8 | r4) >>> 0;
}
function readPalette(element, theme) {
  let style = getComputedStyle(element), css = (name) => style.getPropertyValue(name).trim(), low = css("--low"), high = css("--high"), middle = rgb(css("--middle")), strength = Number(css("--field")), classes = CLASS_COLOURS[theme], diverging = Uint32Array.from({ length: 256 }, (_6, i4) => {
    let t6 = i4 / 127.5 - 1;
    return mix(middle, rgb(t6 < 0 ? low : high), Math.abs(t6) * strength);
  }), ramps = classes.map((c4) => Uint32Array.from({ length: 256 }, (_6, i4) => mix(middle, rgb(c4), i4 / 255 * strength))), ink = rgb(css("--ink")), certain = Uint32Array.from({ length: 256 }, (_6, i4) => mix(middle, ink, i4 / 255 * strength)), pixel = (name) => mix(rgb(css(name)), middle, 0), pixels = { edge: pixel("--frame"), low: pixel("--low"), high: pixel("--high") };
  return { low, high, card: css("--card"), ink: css("--ink"), mute: css("--mute"), line: css("--line"), edge: css("--frame"), classes, diverging, ramps, certain, pixels };
}
function valueColour(palette, t6) {
  let size = Math.min(1, Math.abs(t6)), from = rgb(palette.card), [r4, g5, b3] = rgb(t6 < 0 ? palette.low : palette.high).map((c4, i4) => Math.round(from[i4] + (c4 - from[i4]) * (0.25 + 0.75 * size)));
  return `rgb(${r4} ${g5} ${b3})`;
}

// src/glassnet/web/static/src/parts.js
var AREAS = [
  { title: "Bar", parts: { mode: "Watch or Instant", play: "Play", step: "One batch, one epoch", restart: "Reset, new weights", speed: "Speed", undo: "Undo and redo", share: "Share", course: "Course", theme: "Dark or light" } },
  { title: "Data", parts: { data: "The whole card", "data.source": "Data sets", "data.noise": "Noise", "data.n": "Number of points", "data.split": "Split", known: "Known to work", features: "Features or columns" } },
  { title: "Network", parts: { "network.layers": "Layers and neurons", settings: "All training settings" } },
  { title: "What it has learned", parts: { tools: "Adding and erasing points", shown: "What the plane shows", numbers: "Accuracy and losses", curves: "Curves", time: "Step, epoch, rate" } },
  { title: "Explanations", parts: { drawer: "The whole drawer" } }
], TAB = "tab.", tabPart = (name) => `${TAB}${name}`;
function readHidden(list, schema, tabs) {
  let names2 = [...new Set(list.split(",").map((name) => name.trim()).filter(Boolean))], known = /* @__PURE__ */ new Set([...AREAS.flatMap(({ parts }) => Object.keys(parts)), ...schema.map((f4) => f4.path), ...tabs.map(tabPart)]);
  return { hidden: new Set(names2.filter((n4) => known.has(n4))), unknown: names2.filter((n4) => !known.has(n4)) };
}
function hide(hidden) {
  let sheet = new CSSStyleSheet();
  for (let name of hidden) sheet.insertRule(`[data-part="${CSS.escape(name)}"] { display: none !important; }`);
  return document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet], () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

// tools/js/node_modules/@preact/signals-core/dist/signals-core.module.js
var i3 = /* @__PURE__ */ Symbol.for("preact-signals");
function t5() {
  if (v3 > 1)
    v3--;
  else {
    var i4, t6 = !1;
    for ((function() {
      var i5 = c3;
      for (c3 = void 0; i5 !== void 0; ) {
        var t7 = i5.S;
        if (t7.v === i5.v) for (var r5 = t7.t; r5 !== void 0; r5 = r5.x) r5.i === i5.i && (r5.i = t7.i);
        i5 = i5.o;
      }
    })(); h3 !== void 0; ) {
      var r4 = h3;
      for (h3 = void 0, s3++; r4 !== void 0; ) {
        var n4 = r4.u;
        if (r4.u = void 0, r4.f &= -3, !(8 & r4.f) && w3(r4)) try {
          r4.c();
        } catch (r5) {
          t6 || (i4 = r5, t6 = !0);
        }
        r4 = n4;
      }
    }
    if (s3 = 0, v3--, t6) throw i4;
  }
}
function r3(i4) {
  if (v3 > 0) return i4();
  u3 = ++e3, v3++;
  try {
    return i4();
  } finally {
    t5();
  }
}
var n3, o4 = void 0;
function f3(i4) {
  var t6 = o4, r4 = n3;
  o4 = void 0, n3 = void 0;
  try {
    return i4();
  } finally {
    o4 = t6, n3 = r4;
  }
}
var h3 = void 0, v3 = 0, s3 = 0, e3 = 0, u3 = 0, c3 = void 0, a3 = 0;
function d3(i4) {
  if (o4 !== void 0) {
    var t6 = i4.n;
    if (t6 === void 0 || t6.t !== o4)
      return t6 = { i: 0, S: i4, p: o4.s, n: void 0, t: o4, e: void 0, x: void 0, r: t6 }, o4.s !== void 0 && (o4.s.n = t6), o4.s = t6, i4.n = t6, 32 & o4.f && i4.S(t6), t6;
    if (t6.i === -1)
      return t6.i = 0, t6.n !== void 0 && (t6.n.p = t6.p, t6.p !== void 0 && (t6.p.n = t6.n), t6.p = o4.s, t6.n = void 0, o4.s.n = t6, o4.s = t6), t6;
  }
}
function l3(i4, t6) {
  this.v = i4, this.i = 0, this.n = void 0, this.t = void 0, this.l = 0, this.W = t6?.watched, this.Z = t6?.unwatched, this.name = t6?.name;
}
l3.prototype.brand = i3;
l3.prototype.h = function() {
  return !0;
};
l3.prototype.S = function(i4) {
  var t6 = this, r4 = this.t;
  r4 !== i4 && i4.e === void 0 && (i4.x = r4, this.t = i4, r4 !== void 0 ? r4.e = i4 : f3(function() {
    var i5;
    (i5 = t6.W) == null || i5.call(t6);
  }));
};
l3.prototype.U = function(i4) {
  var t6 = this;
  if (this.t !== void 0) {
    var r4 = i4.e, n4 = i4.x;
    r4 !== void 0 && (r4.x = n4, i4.e = void 0), n4 !== void 0 && (n4.e = r4, i4.x = void 0), i4 === this.t && (this.t = n4, n4 === void 0 && f3(function() {
      var i5;
      (i5 = t6.Z) == null || i5.call(t6);
    }));
  }
};
l3.prototype.subscribe = function(i4) {
  var t6 = this;
  return x2(function() {
    var r4 = t6.value;
    f3(function() {
      return i4(r4);
    });
  }, { name: "sub" });
};
l3.prototype.valueOf = function() {
  return this.value;
};
l3.prototype.toString = function() {
  return this.value + "";
};
l3.prototype.toJSON = function() {
  return this.value;
};
l3.prototype.peek = function() {
  var i4 = this;
  return f3(function() {
    return i4.value;
  });
};
Object.defineProperty(l3.prototype, "value", { get: function() {
  var i4 = d3(this);
  return i4 !== void 0 && (i4.i = this.i), this.v;
}, set: function(i4) {
  if (i4 !== this.v) {
    if (s3 > 100) throw new Error("Cycle detected");
    (function(i5) {
      v3 !== 0 && s3 === 0 && i5.l !== u3 && (i5.l = u3, c3 = { S: i5, v: i5.v, i: i5.i, o: c3 });
    })(this), this.v = i4, this.i++, a3++, v3++;
    try {
      for (var r4 = this.t; r4 !== void 0; r4 = r4.x) r4.t.N();
    } finally {
      t5();
    }
  }
} });
function y3(i4, t6) {
  return new l3(i4, t6);
}
function w3(i4) {
  for (var t6 = i4.s; t6 !== void 0; t6 = t6.n) if (t6.S.i !== t6.i || !t6.S.h() || t6.S.i !== t6.i) return !0;
  return !1;
}
function b(i4) {
  for (var t6 = i4.s; t6 !== void 0; t6 = t6.n) {
    var r4 = t6.S.n;
    if (r4 !== void 0 && (t6.r = r4), t6.S.n = t6, t6.i = -1, t6.n === void 0) {
      i4.s = t6;
      break;
    }
  }
}
function _3(i4) {
  for (var t6 = i4.s, r4 = void 0; t6 !== void 0; ) {
    var n4 = t6.p;
    t6.i === -1 ? (t6.S.U(t6), n4 !== void 0 && (n4.n = t6.n), t6.n !== void 0 && (t6.n.p = n4)) : r4 = t6, t6.S.n = t6.r, t6.r !== void 0 && (t6.r = void 0), t6 = n4;
  }
  i4.s = r4;
}
function j3(i4, t6) {
  l3.call(this, void 0, t6), this.x = i4, this.s = void 0, this.g = a3 - 1, this.f = 4;
}
j3.prototype = new l3();
j3.prototype.h = function() {
  if (this.f &= -3, 1 & this.f) return !1;
  if ((36 & this.f) == 32 || (this.f &= -5, this.g === a3)) return !0;
  if (this.g = a3, this.f |= 1, this.i > 0 && !w3(this))
    return this.f &= -2, !0;
  var i4 = o4;
  try {
    b(this), o4 = this;
    var t6 = this.x();
    (16 & this.f || this.v !== t6 || this.i === 0) && (this.v = t6, this.f &= -17, this.i++);
  } catch (i5) {
    this.v = i5, this.f |= 16, this.i++;
  }
  return o4 = i4, _3(this), this.f &= -2, !0;
};
j3.prototype.S = function(i4) {
  if (this.t === void 0) {
    this.f |= 36;
    for (var t6 = this.s; t6 !== void 0; t6 = t6.n) t6.S.S(t6);
  }
  l3.prototype.S.call(this, i4);
};
j3.prototype.U = function(i4) {
  if (this.t !== void 0 && (l3.prototype.U.call(this, i4), this.t === void 0)) {
    this.f &= -33;
    for (var t6 = this.s; t6 !== void 0; t6 = t6.n) t6.S.U(t6);
  }
};
j3.prototype.N = function() {
  if (!(2 & this.f)) {
    this.f |= 6;
    for (var i4 = this.t; i4 !== void 0; i4 = i4.x) i4.t.N();
  }
};
Object.defineProperty(j3.prototype, "value", { get: function() {
  if (1 & this.f) throw new Error("Cycle detected");
  var i4 = d3(this);
  if (this.h(), i4 !== void 0 && (i4.i = this.i), 16 & this.f) throw this.v;
  return this.v;
} });
function O(i4, t6) {
  return new j3(i4, t6);
}
function p3(i4) {
  var r4 = i4.j;
  if (i4.j = void 0, typeof r4 == "function") {
    v3++;
    var n4 = o4;
    o4 = void 0;
    try {
      r4();
    } catch (t6) {
      throw i4.f &= -2, i4.f |= 8, g3(i4), t6;
    } finally {
      o4 = n4, t5();
    }
  }
}
function g3(i4) {
  for (var t6 = i4.s; t6 !== void 0; t6 = t6.n) t6.S.U(t6);
  i4.x = void 0, i4.s = void 0, p3(i4);
}
function S2(i4) {
  if (o4 !== this) throw new Error("Out-of-order effect");
  _3(this), o4 = i4, this.f &= -2;
  try {
    8 & this.f && g3(this);
  } finally {
    t5();
  }
}
function m4(i4, t6) {
  this.x = i4, this.j = void 0, this.s = void 0, this.u = void 0, this.f = 32, this.name = t6?.name, n3 && n3.push(this);
}
m4.prototype.c = function() {
  var i4 = this.S();
  try {
    if (8 & this.f || this.x === void 0) return;
    var t6 = this.x();
    typeof t6 == "function" && (this.j = t6);
  } finally {
    i4();
  }
};
m4.prototype.S = function() {
  if (1 & this.f) throw new Error("Cycle detected");
  this.f |= 1, this.f &= -9, p3(this), b(this), v3++;
  var i4 = o4;
  return o4 = this, S2.bind(this, i4);
};
m4.prototype.N = function() {
  2 & this.f || (this.f |= 2, this.u = h3, h3 = this);
};
m4.prototype.d = function() {
  this.f |= 8, 1 & this.f || g3(this);
};
m4.prototype.dispose = function() {
  this.d();
};
function x2(i4, t6) {
  var r4 = new m4(i4, t6);
  try {
    r4.c();
  } catch (i5) {
    throw r4.d(), i5;
  }
  var n4 = r4.d.bind(r4);
  return n4[Symbol.dispose] = n4, n4;
}

// tools/js/node_modules/@preact/signals/dist/signals.module.js
var h4, d4, p4, m5 = typeof window < "u" && !!window.__PREACT_SIGNALS_DEVTOOLS__, _4 = [], g4 = [];
x2(function() {
  h4 = this.N;
})();
function b2(i4, n4) {
  n[i4] = n4.bind(null, n[i4] || function() {
  });
}
function y4(i4) {
  if (p4) {
    var n4 = p4;
    p4 = void 0, n4();
  }
  p4 = i4 && i4.S();
}
function w4(i4) {
  var n4 = this, r4 = i4.data, t6 = useSignal(r4);
  t6.name = "ReactiveDom", t6.value = r4;
  var e4 = w2(function() {
    for (var i5 = n4, r5 = n4.__v; r5 = r5.__; ) if (r5.__c) {
      r5.__c.__$f |= 4;
      break;
    }
    var o5 = O(function() {
      var i6 = t6.value.value;
      return i6 === 0 ? 0 : i6 === !0 ? "" : i6 || "";
    }), e5 = O(function() {
      return !Array.isArray(o5.value) && !r(o5.value);
    }), u5 = x2(function() {
      if (this.N = M, e5.value) {
        var n5 = o5.value;
        i5.__v && i5.__v.__e && i5.__v.__e.nodeType === 3 && (i5.__v.__e.data = n5);
      }
    }), c5 = n4.__$u.d;
    return n4.__$u.d = function() {
      u5(), c5.call(this);
    }, [e5, o5];
  }, []), u4 = e4[0], c4 = e4[1];
  return u4.value ? c4.peek() : c4.value;
}
w4.displayName = "ReactiveTextNode";
Object.defineProperties(l3.prototype, { constructor: { configurable: !0, value: k($, null).constructor }, type: { configurable: !0, value: w4 }, props: { configurable: !0, get: function() {
  var i4 = this;
  return { data: { get value() {
    return i4.value;
  } } };
} }, __b: { configurable: !0, value: 1 } });
b2("__b", function(i4, n4) {
  if (y4(), d4 = void 0, typeof n4.type == "string") {
    var r4, t6 = n4.props;
    for (var f4 in t6) if (f4 !== "children") {
      var o5 = t6[f4];
      o5 instanceof l3 && (r4 || (n4.__np = r4 = {}), r4[f4] = o5, t6[f4] = o5.peek());
    }
  }
  i4(n4);
});
b2("__r", function(i4, r4) {
  if (i4(r4), r4.type !== $) {
    y4();
    var t6, f4 = r4.__c;
    f4 && (f4.__$f &= -2, (t6 = f4.__$u) === void 0 && (f4.__$u = t6 = (function(i5, n4) {
      var r5;
      return x2(function() {
        r5 = this;
      }, { name: n4 }), r5.c = i5, r5;
    })(/* @__PURE__ */ (function(i5) {
      return function() {
        var n4;
        m5 && ((n4 = this.y) == null || n4.call(this)), i5.__$f |= 1, i5.setState({});
      };
    })(f4), typeof r4.type == "function" ? r4.type.displayName || r4.type.name : ""))), d4 = f4, y4(t6);
  }
});
b2("__e", function(i4, n4, r4, t6) {
  y4(), d4 = void 0, i4(n4, r4, t6);
});
b2("diffed", function(i4, n4) {
  y4(), d4 = void 0;
  var r4;
  if (typeof n4.type == "string" && (r4 = n4.__e)) {
    var t6 = n4.__np, f4 = n4.props, o5 = r4.U;
    if (o5) for (var e4 in o5) {
      var u4 = o5[e4];
      u4 === void 0 || t6 && e4 in t6 || (u4.d(), o5[e4] = void 0);
    }
    if (t6) {
      o5 || (o5 = {}, r4.U = o5);
      for (var a4 in t6) {
        var c4 = o5[a4], v4 = t6[a4];
        c4 === void 0 ? (c4 = k3(r4, a4, v4, f4), o5[a4] = c4) : c4.o(v4, f4);
      }
    }
  }
  i4(n4);
});
function k3(i4, n4, r4, t6) {
  var f4 = n4 in i4 && i4.ownerSVGElement === void 0, o5 = y3(r4);
  return { o: function(i5, n5) {
    o5.value = i5, t6 = n5;
  }, d: x2(function() {
    this.N = M;
    var r5 = o5.value.value;
    t6[n4] !== r5 && (t6[n4] = r5, f4 ? i4[n4] = r5 : r5 != null && (r5 !== !1 || n4[4] === "-") ? i4.setAttribute(n4, r5) : i4.removeAttribute(n4));
  }) };
}
b2("unmount", function(i4, n4) {
  if (typeof n4.type == "string") {
    var r4 = n4.__e;
    if (r4) {
      var t6 = r4.U;
      if (t6) {
        r4.U = void 0;
        for (var f4 in t6) {
          var o5 = t6[f4];
          o5 && o5.d();
        }
      }
    }
    var e4 = n4.__np;
    if (e4) {
      var u4 = n4.props;
      for (var a4 in e4) u4[a4] = e4[a4];
    }
    n4.__np = void 0;
  } else {
    var c4 = n4.__c;
    if (c4) {
      c4.__$f |= 8;
      var v4 = c4.__$u;
      v4 && (c4.__$u = void 0, v4.d());
    }
  }
  i4(n4);
});
b2("__h", function(i4, n4, r4, t6) {
  t6 < 3 && (n4.__$f |= 2), i4(n4, r4, t6);
});
x.prototype.shouldComponentUpdate = function(i4, n4) {
  if (this.__R) return !0;
  var r4 = this.__$u, t6 = r4 && r4.s !== void 0;
  for (var f4 in n4) return !0;
  if (this.__f || typeof this.u == "boolean" && this.u === !0) {
    var o5 = 2 & this.__$f;
    if (!(t6 || o5 || 4 & this.__$f) || 1 & this.__$f) return !0;
  } else if (!(t6 || 4 & this.__$f) || 3 & this.__$f) return !0;
  for (var e4 in i4) if (e4 !== "__source" && i4[e4] !== this.props[e4]) return !0;
  for (var u4 in this.props) if (!(u4 in i4)) return !0;
  return !1;
};
function useSignal(i4, n4) {
  return w2(function() {
    return y3(i4, n4);
  }, []);
}
var q2 = typeof requestAnimationFrame > "u" ? setTimeout : function(i4) {
  var n4 = function() {
    clearTimeout(r4), cancelAnimationFrame(t6), i4();
  }, r4 = setTimeout(n4, 35), t6 = requestAnimationFrame(n4);
}, A3 = function(i4) {
  queueMicrotask(function() {
    queueMicrotask(i4);
  });
};
function T4() {
  r3(function() {
    for (var i4; i4 = _4.shift(); ) h4.call(i4);
  });
}
function x3() {
  _4.push(this) === 1 && (n.requestAnimationFrame || q2)(T4);
}
function F3() {
  r3(function() {
    for (var i4; i4 = g4.shift(); ) h4.call(i4);
  });
}
function M() {
  g4.push(this) === 1 && (n.requestAnimationFrame || A3)(F3);
}
function useSignalEffect(i4, n4) {
  var r4 = T2(i4);
  r4.current = i4;
  var t6 = d4;
  A2(function() {
    return x2(function() {
      if (this.N = x3, !(t6 && 8 & t6.__$f)) return r4.current();
    }, n4);
  }, []);
}

// src/glassnet/web/static/src/acts.js
var PATIENCE = 3e3, MOST_FLYING = 4, MOST_INPUTS = 500;
function createActs(send) {
  let last = 0, unseen = /* @__PURE__ */ new Map(), handled = 0, lanes = /* @__PURE__ */ new Map();
  function lane(path) {
    let found = lanes.get(path);
    return found || lanes.set(path, found = { draft: y3(null), flying: [], waiting: null, held: !1, hold: 0, inputs: [] }), found;
  }
  function act(action) {
    return send(++last, action), last;
  }
  function fly(path, it, value) {
    let id = act({ do: "set", path, value, ...it.hold && { hold: it.hold } });
    it.flying.push(id), unseen.size < MOST_INPUTS && unseen.set(id, it.inputs), it.inputs = [], setTimeout(() => landed(path, it, id), PATIENCE);
  }
  function landed(path, it, upTo) {
    let before = it.flying.length;
    if (it.flying = it.flying.filter((id) => id > upTo), it.flying.length === before) return;
    let next = it.waiting;
    it.waiting = null, next ? fly(path, it, next.value) : settle2(it);
  }
  function settle2(it) {
    it.held || it.waiting || it.flying.length || (it.draft.value = null, it.hold = 0);
  }
  return {
    act,
    /** The draft of a setting, or null where the server's value holds. @param {string} path */
    draft: (path) => lane(path).draft.value,
    /** @param {string} path @param {any} value */
    set(path, value) {
      let it = lane(path);
      it.draft.value = { value }, it.inputs.length < MOST_INPUTS && it.inputs.push(performance.now()), it.flying.length < (it.held ? MOST_FLYING : 1) ? fly(path, it, value) : it.waiting = { value };
    },
    /** Whether the user has a control in hand. */
    holding: () => [...lanes.values()].some((it) => it.held),
    /** The user takes a control in hand or lets it go. @param {string} path @param {boolean} held */
    hold(path, held) {
      let it = lane(path);
      it.held = held, held && (it.hold = Date.now()), settle2(it);
    },
    /** The server has handled all acts up to this id. @param {number} id */
    acknowledge(id) {
      handled = Math.max(handled, id);
      for (let [path, it] of lanes) landed(path, it, id);
    },
    /** A picture that shows all handled acts is about to be painted: when their inputs were given. @returns {number[]} */
    shown() {
      let times = [];
      for (let [id, inputs] of unseen)
        id <= handled && (times.push(...inputs), unseen.delete(id));
      return times;
    },
    /** The line broke: what was in flight is unknown, so the server's next state decides. */
    forget() {
      unseen.clear();
      for (let it of lanes.values())
        it.flying = [], it.waiting = null, it.draft.value = null, it.hold = 0;
    }
  };
}

// src/glassnet/web/static/src/components/panels/microscope-state.js
function createScope() {
  let chosen2 = y3(
    /** @type {Weight|null} */
    null
  ), pointed = y3(
    /** @type {Weight|null} */
    null
  );
  return {
    open: y3(!1),
    example: y3({ part: "train", index: 0 }),
    // index −1 is the mini-batch
    chosen: chosen2,
    // the weight whose chain is shown
    pointed,
    // the one under the pointer, which takes its place meanwhile
    weight: O(() => pointed.value ?? chosen2.value),
    chain: y3(
      /** @type {any} */
      null
    ),
    lit: y3(
      /** @type {Lit|null} */
      null
    )
  };
}
function once(store, name, wish, show) {
  let made = "", key2 = (parameters, step) => JSON.stringify([parameters, store.state.peek()?.revision, step]), ask = () => {
    let parameters = wish(), step = store.frames.latest("status")?.step ?? store.state.peek()?.step ?? 0;
    return !parameters || store.running.peek() || key2(parameters, step) === made ? null : parameters;
  };
  return store.frames.need(name, ask, (view) => {
    made = key2(view.json.asked, view.step), show(view.json);
  });
}
function createMicroscope(store) {
  let { scope } = store.view, at = y3(0), row = y3(0), column = y3(0), long = y3(!1), step = y3(
    /** @type {any} */
    null
  ), entry = y3(
    /** @type {any} */
    null
  ), quantities = O(() => (
    /** @type {Quantity[]} */
    step.value?.quantities ?? []
  )), current = O(() => (
    /** @type {Quantity|undefined} */
    quantities.value[Math.min(at.value, quantities.value.length - 1)]
  )), moment = () => ({ part: scope.example.peek().part, example: scope.example.peek().index }), ends = [
    once(store, "trace", () => ({ ...moment(), long: long.peek() }), (json) => {
      let name = current.peek()?.name, place4 = (json.quantities ?? []).findIndex((q3) => q3.name === name);
      step.value = json, name && place4 >= 0 && (at.value = place4), store.frames.refresh();
    }),
    once(
      store,
      "trace_entry",
      () => {
        let now = current.peek();
        return now ? { ...moment(), long: long.peek(), quantity: now.name, row: row.peek(), column: column.peek() } : null;
      },
      (json) => entry.value = json
    ),
    once(
      store,
      "trace_chain",
      () => scope.weight.peek() ? { ...moment(), ...scope.weight.peek() } : null,
      (json) => scope.chain.value = json
    )
  ];
  return {
    at,
    row,
    column,
    long,
    step,
    entry,
    quantities,
    current,
    /** Look at another quantity, or another entry of it. @param {number} to @param {number} [toRow] @param {number} [toColumn] */
    go(to, toRow = 0, toColumn = 0) {
      at.value = Math.max(0, Math.min(quantities.peek().length - 1, to)), row.value = toRow, column.value = toColumn, store.frames.refresh();
    },
    /** What the diagram lights up for the quantity and the entry that are looked at. @returns {Lit|null} */
    light() {
      let now = current.value;
      if (!now) return null;
      let { units, edges: edges2, entry: by } = now.light, j4 = column.value, i4 = row.value, one = now.rows === 1 && (by === "unit" || by === "bias"), lit = { phase: now.phase, units, edges: edges2, unit: null, from: null, values: one ? now.values[0] : null, weight: scope.weight.value };
      if (by === "edge") return { ...lit, unit: i4, from: j4 };
      if (by === "") return lit;
      let unit = now.shape.length === 3 ? j4 % now.shape[2] : j4;
      return edges2 !== null && edges2 !== units ? { ...lit, from: unit } : { ...lit, unit };
    },
    end() {
      for (let end of ends) end();
    }
  };
}

// src/glassnet/web/static/src/draw/pace.js
function createPace() {
  let channel = new MessageChannel(), start = 0, inFrame = !1, after = () => {
  }, light = 0, drawn = /* @__PURE__ */ new Set();
  return channel.port1.onmessage = () => {
    let spent = performance.now() - start;
    if (drawn.size) for (let charge of drawn) charge(Math.max(0, spent - light));
    else light += (spent - light) / 10;
    drawn.clear(), after();
  }, {
    /** Draw one frame. @param {() => void} draw @param {() => void} then called when it is painted */
    frame(draw, then) {
      after = then, start = performance.now(), inFrame = !0, draw(), inFrame = !1, channel.port2.postMessage(null);
    },
    /**
     * Draw at most for `share` of the time, and not within `least` milliseconds of the last time. What was put off is
     * drawn when the time has come, so the last picture is always complete.
     * @param {() => void} draw
     * @param {{share?: number, least?: number}} [limits]
     */
    paced(draw, { share: share3 = 0.2, least = 0 } = {}) {
      let free = 0, timer = 0, waiting = !1;
      function now() {
        clearTimeout(timer), waiting = !1;
        let from = performance.now();
        draw(), free = Math.max(from + least, from + (performance.now() - from) / share3), inFrame && drawn.add((extra) => free = Math.max(free, from + extra / share3));
      }
      return {
        /** Something changed. */
        ask() {
          let wait = free - performance.now();
          wait <= 1 ? now() : waiting || (waiting = !0, timer = setTimeout(() => requestAnimationFrame(() => waiting && now()), wait + 30));
        },
        now,
        /** Whether something new would be drawn at once. */
        due: () => free <= performance.now(),
        end() {
          clearTimeout(timer), waiting = !1;
        }
      };
    },
    end: () => channel.port1.close()
  };
}

// src/glassnet/web/static/src/frames.js
var WAIT_LIMIT = 2, REMEMBERED = 16, EVERY = 1e3 / 50;
function createFrames(want, running, revision, counters, painted = () => {
}, most = WAIT_LIMIT) {
  let asks = /* @__PURE__ */ new Map(), painters = /* @__PURE__ */ new Map(), latest = /* @__PURE__ */ new Map(), fresh2 = /* @__PURE__ */ new Map(), pace = createPace(), sent = /* @__PURE__ */ new Map(), questions = /* @__PURE__ */ new Map(), seq = 0, depth = 1, arrivals = 0, pending = 0, drawn = 0, open = !1, asked = "";
  function wishes() {
    let views = {};
    for (let [name, set] of asks)
      for (let ask of set) {
        let parameters = ask();
        parameters && (views[name] = parameters);
      }
    return views;
  }
  function fill(limit) {
    if (!(!open || document.hidden))
      for (; sent.size < limit; ) {
        let views = wishes();
        asked = JSON.stringify(views), sent.set(++seq, performance.now()), questions.set(seq, views), questions.delete(seq - REMEMBERED), want(seq, views);
      }
  }
  function renew() {
    if (JSON.stringify(wishes()) !== asked) {
      for (let [oldest] of sent) sent.size >= most && sent.delete(oldest);
      fill(most);
    }
  }
  function frame() {
    pending = 0;
    let now = performance.now();
    arrivals > 1 ? depth = 1 : arrivals === 1 && now - drawn > EVERY && (depth = most);
    let news = arrivals > 0;
    arrivals = 0;
    let on2 = running();
    if (on2 && fill(depth), news) {
      let ready = [...fresh2];
      fresh2.clear(), pace.frame(() => {
        for (let [name, view] of ready) for (let paint2 of painters.get(name) ?? []) paint2(view);
      }, painted), drawn = now, counters.framesDrawn++, counters.drawTime += (performance.now() - now - counters.drawTime) / 20;
    }
    on2 || (fill(1), renew());
  }
  function schedule() {
    pending ||= requestAnimationFrame(frame);
  }
  return {
    paced: pace.paced,
    running,
    revision,
    /**
     * Subscribe: while `ask` gives parameters, the view is asked for, and each new one is drawn by `paint`.
     * @param {string} name
     * @param {Ask} ask
     * @param {(view: View) => void} paint
     * @returns {() => void} ends it
     */
    need(name, ask, paint2) {
      let a4 = asks.get(name) ?? /* @__PURE__ */ new Set(), p5 = painters.get(name) ?? /* @__PURE__ */ new Set();
      asks.set(name, a4.add(ask)), painters.set(name, p5.add(paint2));
      let known = latest.get(name);
      return known && paint2(known), this.refresh(), () => {
        a4.delete(ask), p5.delete(paint2);
      };
    },
    /** The panels may want something else now; say so if they do. */
    refresh() {
      queueMicrotask(renew);
    },
    /** The newest answer to a view, if any. @param {string} name */
    latest: (name) => latest.get(name),
    /** @param {{seq: number, step: number, epoch: number, views: Record<string, any>}} data @param {DataView[]} buffers */
    receive({ seq: answered, step, epoch, views }, buffers) {
      let since = sent.get(answered);
      since !== void 0 && (counters.lastLatency = performance.now() - since), sent.delete(answered), counters.framesReceived++;
      for (let [name, json] of Object.entries(views)) {
        let [first, count2] = json.buffers ?? [0, 0], asked2 = questions.get(answered)?.[name], view = { json, buffers: buffers.slice(first, first + count2), step, epoch, asked: asked2, revision: revision() };
        latest.set(name, view), fresh2.set(name, view);
      }
      arrivals++, schedule();
    },
    /** Start asking (after hello), or start over after the line broke. */
    start() {
      open = !0, sent.clear(), fill(1);
    },
    /** Stop for good. */
    end() {
      this.stop(), pace.end();
    },
    stop() {
      open = !1, sent.clear(), cancelAnimationFrame(pending), pending = 0;
    },
    /** Draw all that is on screen again (theme, size). */
    repaint() {
      for (let [name, view] of latest) fresh2.set(name, view);
      for (let [name, view] of fresh2) for (let paint2 of painters.get(name) ?? []) paint2(view);
      fresh2.clear();
    },
    /** Training state or visibility changed. */
    wake() {
      fill(1);
    }
  };
}

// src/glassnet/web/static/src/wire.js
var encoder = new TextEncoder(), decoder = new TextDecoder();
function encode(kind, data, buffers = []) {
  let sizes = buffers.map((b3) => b3.byteLength), header = encoder.encode(JSON.stringify({ kind, data, buffers: sizes })), length = Math.ceil(header.length / 4) * 4, frame = new Uint8Array(4 + length + sizes.reduce((sum, n4) => sum + n4, 0));
  new DataView(frame.buffer).setUint32(0, length, !0), frame.fill(32, 4, 4 + length), frame.set(header, 4);
  let at = 4 + length;
  for (let b3 of buffers)
    frame.set(new Uint8Array(b3.buffer, b3.byteOffset, b3.byteLength), at), at += b3.byteLength;
  return frame;
}
function decode(frame) {
  let length = new DataView(frame).getUint32(0, !0), { kind, data, buffers = [] } = JSON.parse(decoder.decode(new Uint8Array(frame, 4, length))), at = 4 + length;
  return {
    kind,
    data,
    buffers: buffers.map((size) => (at += size, new DataView(frame, at - size, size)))
  };
}
function f32(view) {
  return view.byteOffset % 4 === 0 ? new Float32Array(
    /** @type {ArrayBuffer} */
    view.buffer,
    view.byteOffset,
    view.byteLength / 4
  ) : new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}
function u8(view) {
  return new Uint8Array(
    /** @type {ArrayBuffer} */
    view.buffer,
    view.byteOffset,
    view.byteLength
  );
}

// src/glassnet/web/static/src/store.js
var PROTOCOL = 1, MOST_REACTIONS = 2e3, CONTROLS_EVERY = 250, CHANGES_THE_PAGE = [
  "data_revision",
  "mode",
  "sizes",
  "task",
  "classes",
  "dims",
  "domain",
  "features",
  "inputs",
  "activations",
  "loss",
  "outcome",
  "counts"
], REMEMBER_EVERY = 250, READ = 3e3, NUMBERS_EVERY = 70, FORGETFUL = { recall: () => ({ session: null, link: null }), remember() {
} };
function createStore(model2, keep2 = FORGETFUL, course2 = null) {
  let hello = y3(
    /** @type {Hello|null} */
    null
  ), thumbnails = y3(
    /** @type {Map<string, Float32Array>} */
    /* @__PURE__ */ new Map()
  ), state = y3(
    /** @type {State|null} */
    null
  ), line = y3(
    /** @type {"up"|"lost"|"refused"|"silent"} */
    "up"
  ), errors = y3(
    /** @type {{key: number, text: string, times: number, at: number}[]} */
    []
  ), numbers = y3({
    step: 0,
    epoch: 0,
    status: (
      /** @type {import("./types.js").Status|null} */
      null
    )
  }), counters = { framesDrawn: 0, framesReceived: 0, lastLatency: 0, drawTime: 0, reactions: (
    /** @type {number[]} */
    []
  ) }, newest = (
    /** @type {State|null} */
    null
  ), acts = createActs((id, action) => model2.send({ kind: "act", data: { id, action } })), frames = createFrames(
    (seq, views) => model2.send({ kind: "want", data: { seq, views, seen: newest?.revision } }),
    () => !!newest?.running,
    () => newest?.revision,
    counters,
    () => {
      let now = performance.now(), { reactions } = counters;
      reactions.push(...acts.shown().map((then) => now - then)), reactions.splice(0, reactions.length - MOST_REACTIONS);
    },
    model2.wants
  ), view = {
    theme: y3(
      /** @type {"light"|"dark"} */
      "light"
    ),
    tab: y3("python"),
    tool: y3(
      /** @type {import("./components/pointing.js").Tool} */
      "add"
    ),
    // what a click on the plane does
    plane: y3(""),
    // how a plane is laid through more than two inputs
    label: y3(0),
    // class of a point to be added
    target: y3(0),
    // value of a point to be added in regression
    show: y3({ train: !0, validation: !0, test: !0, wrong: !1 }),
    shading: y3(
      /** @type {"probability"|"class"|"confidence"} */
      "probability"
    ),
    // what the surface's colours tell
    border: y3(!1),
    // the line between classes
    relief: y3(!1),
    // the surface in 3-D
    scale: y3(
      /** @type {{low: string, high: string}|null} */
      null
    ),
    // ends of the colour scale in words
    course: y3(course2?.place ?? null),
    // the place of the course that is open; null is the playground
    hidden: y3(
      /** @type {ReadonlySet<string>} */
      /* @__PURE__ */ new Set()
    ),
    // parts that the address hides
    theory: y3("passes"),
    // part of the theory panel
    log: y3(!1),
    // logarithmic loss axis
    scope: createScope()
    // what the Microscope looks at; diagram and plane show it
  }, endLinks, endPlaces, endPlace, errorKey = 0, refused2 = 0, numbersTimer = 0, numbersAt = 0, rememberTimer = 0, rememberedAt = -1 / 0, stateTimer = 0;
  function report(text) {
    let list = errors.value, last = list.at(-1);
    errors.value = last?.text === text ? [...list.slice(0, -1), { ...last, times: last.times + 1, at: performance.now() }] : [...list, { key: ++errorKey, text, times: 1, at: performance.now() }];
  }
  function settleErrors(ack) {
    let now = performance.now();
    ack > refused2 && errors.peek().some((e4) => now - e4.at > READ) && (errors.value = errors.peek().filter((e4) => now - e4.at <= READ));
  }
  function publish(v4) {
    clearTimeout(numbersTimer);
    let now = performance.now(), put = () => {
      numbersAt = performance.now(), numbers.value = { step: v4.step, epoch: v4.epoch, status: v4.json };
    };
    now - numbersAt > NUMBERS_EVERY ? put() : numbersTimer = setTimeout(put, NUMBERS_EVERY);
  }
  function greet() {
    let { session, link } = keep2.recall();
    model2.send({ kind: "hello", data: { protocol: PROTOCOL, session: hello.peek()?.session ?? session, link } });
  }
  function welcome(data, buffers) {
    let before = hello.peek();
    before && before.version !== data.version && keep2.reload?.(), thumbnails.value = new Map(data.presets.map((p5, i4) => [p5.name, f32(buffers[i4])])), hello.value = data, acts.forget(), frames.start();
  }
  function remember() {
    if (clearTimeout(rememberTimer), acts.holding()) return;
    let now = performance.now(), put = () => {
      let session = hello.peek()?.session, link = state.peek()?.link;
      rememberedAt = performance.now(), session && link !== void 0 && keep2.remember(session, link);
    };
    now - rememberedAt > REMEMBER_EVERY ? put() : rememberTimer = setTimeout(put, REMEMBER_EVERY);
  }
  function accept(data) {
    let before = state.peek();
    newest = data, !before || !acts.holding() || CHANGES_THE_PAGE.some((key2) => JSON.stringify(before[key2]) !== JSON.stringify(data[key2])) ? publishState() : stateTimer ||= setTimeout(publishState, CONTROLS_EVERY), acts.acknowledge(data.ack), settleErrors(data.ack), frames.refresh(), frames.wake();
  }
  function publishState() {
    clearTimeout(stateTimer), stateTimer = 0;
    let before = state.peek(), data = newest;
    !data || data === before || (state.value = data, frames.refresh(), before?.classes.length !== data.classes.length && (view.label.value = 0), before && String(before.inputs) !== String(data.inputs) && (view.plane.value = ""), remember(), numbers.peek().status || (numbers.value = { ...numbers.peek(), step: data.step, epoch: data.epoch }));
  }
  function receive({ kind, data }, buffers) {
    if (kind === "view") frames.receive(data, buffers);
    else if (kind === "state") accept(data);
    else if (kind === "hello") welcome(data, buffers);
    else if (kind === "error") {
      if (report(data.message), data.id === null || data.id === void 0) return;
      refused2 = data.id, acts.acknowledge(data.id);
    } else kind === "connection" && (line.value = data.up ? "up" : data.refused ? "refused" : data.silent ? "silent" : "lost", data.up ? greet() : frames.stop());
  }
  let onVisible = () => document.hidden || frames.wake(), endNumbers = frames.need("status", () => ({}), publish);
  return {
    hello,
    thumbnails,
    state,
    line,
    errors,
    numbers,
    counters,
    frames,
    view,
    course: course2,
    /** Parts of the page that are not to be seen, as the address names them. */
    hide: keep2.hide ?? "",
    act: acts.act,
    /** A control is taken in hand or let go. @param {string} path @param {boolean} held */
    hold(path, held) {
      held || publishState(), acts.hold(path, held), held || remember();
    },
    report,
    running: O(() => !!state.value?.running),
    /** Whether there is anything to show yet. */
    ready: O(() => !!(state.value && hello.value)),
    /** @param {number} key */
    dismiss: (key2) => {
      errors.value = errors.value.filter((e4) => e4.key !== key2);
    },
    /** Set a field of the experiment. @param {string} path @param {any} value */
    set: (path, value) => acts.set(path, value),
    /** The value of a field as its control shows it: the draft, else the server's. @param {string} path @returns {any} */
    value: (path) => acts.draft(path)?.value ?? dig(state.value?.experiment, path),
    /** The field of the schema at a path. @param {string} path @returns {import("./types.js").Field|undefined} */
    field: (path) => hello.value?.schema.find((f4) => f4.path === path),
    open() {
      model2.on("msg:custom", receive), document.addEventListener("visibilitychange", onVisible), endLinks = keep2.listen?.((link) => acts.act({ do: "load", link })), endPlaces = course2?.listen((place4) => view.course.value = place4), endPlace = course2 ? view.course.subscribe(course2.remember) : void 0, greet();
    },
    close() {
      model2.off("msg:custom", receive), endLinks?.(), endPlaces?.(), endPlace?.(), document.removeEventListener("visibilitychange", onVisible), clearTimeout(numbersTimer), clearTimeout(rememberTimer), clearTimeout(stateTimer), endNumbers(), frames.end();
    }
  };
}
function dig(value, path) {
  for (let name of path.split(".")) value = value?.[name];
  return value;
}
var StoreContext = U(
  /** @type {Store} */
  /** @type {unknown} */
  null
), useStore = () => j2(StoreContext);

// src/glassnet/web/static/src/components/panels/theory.js
var EVERY2 = 600, raw = (text) => ({ dangerouslySetInnerHTML: { __html: text } });
function Texts({ sections, numbered = !1 }) {
  return m2`<div class=${`theory-texts ${numbered ? "passes" : ""}`}>${sections.map((s4, i4) => m2`<section key=${s4.name} class="theory-card"><h3>${numbered ? `${i4 + 1}. ` : ""}<span ...${raw(s4.title)} /></h3><div class="text" ...${raw(s4.html)} /></section>`)}</div>`;
}
function Questions({ sections }) {
  return m2`<div class="theory-questions">${sections.map((s4) => m2`<details key=${s4.name}><summary ...${raw(s4.title)} /><div class="text" ...${raw(s4.html)} /></details>`)}</div>`;
}
function Trials({ trials, setUp }) {
  return m2`<div class="theory-texts">${trials.map((t6) => m2`<section key=${t6.name} class="theory-card">
    <h3>${t6.title}</h3>
    <p ...${raw(t6.question)} />
    <div class="theory-keys" role="group" aria-label=${`Set up: ${t6.title}`}>${t6.variants.map((v4) => m2`<button key=${v4.label} type="button" title=${`Set it up; then press Play, to epoch ${v4.epochs}`} onClick=${() => setUp(v4.link, t6.tab)}>${v4.label}</button>`)}<span class="quiet">then Play, to epoch ${t6.variants[0].epochs}</span></div>
    <details><summary>What to look for</summary><div class="text" ...${raw(t6.look)} /></details>
    <details><summary>Why it is so</summary><div class="text" ...${raw(t6.because)} /></details>
  </section>`)}</div>`;
}
function Goals({ setUp }) {
  let store = useStore(), [goals, setGoals] = d2(
    /** @type {Goal[]} */
    []
  );
  return A2(() => {
    let shown = "", asked = "", at = 0, now = () => `${store.state.peek()?.revision} ${store.frames.latest("status")?.step ?? 0}`, ask = () => now() === shown || store.running.peek() && performance.now() - at < EVERY2 ? null : (asked = now(), {});
    return store.frames.need("goals", ask, (view) => {
      at = performance.now(), shown = asked, setGoals(view.json.goals);
    });
  }, [store]), m2`<p class="quiet">Checked from the state of the playground, while it trains. What you reach once stays reached.</p>
    <div class="theory-texts">${goals.map((g5) => m2`<section key=${g5.name} class=${`theory-card goal ${g5.met ? "met" : ""}`}>
      <h3>${g5.title}${g5.reached || g5.met ? m2` <span class="reached">✓ reached</span>` : ""}</h3>
      <p ...${raw(g5.hint)} />
      <ul>${g5.conditions.map((c4) => m2`<li key=${c4.words} class=${c4.met ? "met" : ""}><span aria-hidden="true">${c4.met ? "✓" : "·"}</span> ${c4.words}${g5.here ? m2`: <b>${c4.now}</b>` : ""}<span class="hidden-text">${c4.met ? " (holds)" : " (does not hold)"}</span></li>`)}</ul>
      <div class="theory-keys"><button type="button" onClick=${() => setUp(g5.link)}>Set it up</button>${g5.here && m2`<span class="quiet">the playground has this data now</span>`}</div>
    </section>`)}</div>`;
}
function Predict({ asked, setUp }) {
  let [guess, setGuess] = d2(""), [outcome, setOutcome] = d2(
    /** @type {Outcome|null} */
    null
  ), [trouble, setTrouble] = d2(""), names2 = (
    /** @type {{[key: string]: string}} */
    { one: asked.one.label, other: asked.other.label, even: "about the same" }
  ), say = async (said) => {
    setGuess(said), setTrouble("");
    try {
      let answer = await fetch("/course/predict", { method: "POST", body: JSON.stringify({ prediction: asked.name }) }), data = await answer.json();
      if (!answer.ok) throw new Error(data.error);
      setOutcome(data);
    } catch (error) {
      setGuess(""), setTrouble(error instanceof Error && error.message ? error.message : "The server does not answer.");
    }
  }, percent3 = (x4) => `${(100 * x4).toFixed(1)} %`;
  return m2`<section class="theory-card">
    <h3 ...${raw(asked.question)} />
    <div class="theory-keys" role="group" aria-label="Your prediction">${["one", "other", "even"].map((key2) => m2`<button key=${key2} type="button" aria-pressed=${guess === key2} disabled=${!!guess} onClick=${() => say(key2)}>${names2[key2]}</button>`)}</div>
    <div role="status">
      ${guess && !outcome && m2`<p class="quiet">Both are being trained …</p>`}
      ${trouble && m2`<p class="trouble">${trouble}</p>`}
      ${outcome && m2`<p><strong>${guess === outcome.winner ? "✓ Well predicted." : "A surprise."}</strong> Test accuracy: ${asked.one.label} <b>${percent3(outcome.one)}</b>, ${asked.other.label} <b>${percent3(outcome.other)}</b>.</p><div class="text" ...${raw(outcome.because)} />`}
    </div>
    ${outcome && m2`<div class="theory-keys"><span class="quiet">See for yourself:</span><button type="button" onClick=${() => setUp(asked.one.link)}>${asked.one.label}</button><button type="button" onClick=${() => setUp(asked.other.link)}>${asked.other.label}</button></div>`}
  </section>`;
}
var PARTS = { passes: "Four passes", trials: "Experiments", goals: "Goals", predictions: "Predict", watch: "Watch out", questions: "Questions" };
function Theory({ inCourse = !1 }) {
  let store = useStore(), [content, setContent] = d2(
    /** @type {Content|null} */
    null
  ), [done, setDone] = d2(""), part2 = store.view.theory.value;
  A2(() => {
    let known = !1;
    return store.frames.need("theory", () => known ? null : {}, (view) => {
      known = !0, setContent(view.json);
    });
  }, [store]);
  let setUp = (link, tab = "") => {
    store.act({ do: "load", link }), tab && (store.view.tab.value = tab), setDone("Set up: press Play."), store.view.course.value = null;
  }, follow = (e4) => {
    let link = e4.target instanceof Element ? e4.target.closest("a[data-term], a[data-lesson]") : null;
    !(link instanceof HTMLElement) || inCourse || (e4.preventDefault(), store.course && (store.view.course.value = link.dataset.lesson ?? "glossary"));
  }, choose = (name) => {
    store.view.theory.value = name, store.frames.refresh();
  };
  return content ? m2`<div class="theory" onClick=${follow}>
    <div class="panel-line">
      <div class="segments" role="group" aria-label="Theory">${Object.entries(PARTS).map(([name, words2]) => m2`<button key=${name} type="button" aria-pressed=${name === part2} onClick=${() => choose(name)}>${words2}</button>`)}</div>
      <p class="quiet" role="status">${done}</p>
    </div>
    ${part2 === "passes" && m2`<${Texts} sections=${content.passes} numbered />`}
    ${part2 === "trials" && m2`<${Trials} trials=${content.trials} setUp=${setUp} />`}
    ${part2 === "goals" && m2`<${Goals} setUp=${setUp} />`}
    ${part2 === "predictions" && m2`<p class="quiet">Say first which run will be better on the test set. Then both are trained.</p><div class="theory-texts">${content.predictions.map((p5) => m2`<${Predict} key=${p5.name} asked=${p5} setUp=${setUp} />`)}</div>`}
    ${part2 === "watch" && m2`<${Texts} sections=${content.watch} />`}
    ${part2 === "questions" && m2`<${Questions} sections=${content.questions} />`}
  </div>` : m2`<p class="quiet" role="status">Loading …</p>`;
}

// src/glassnet/web/static/src/components/course-place.js
function withStyle(href) {
  return [...document.styleSheets].some((sheet) => sheet.href === new URL(href, location.href).href) ? Promise.resolve() : new Promise((resolve, reject) => {
    let link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve, onerror: reject });
    document.head.append(link);
  });
}
function CoursePlace({ home, place: place4 }) {
  let store = useStore(), host = T2(
    /** @type {HTMLElement|null} */
    null
  ), [trouble, setTrouble] = d2(!1), shown = T2(
    /** @type {{show: (place: string) => void, end: () => void}|null} */
    null
  ), wanted = T2(place4);
  return wanted.current = place4, A2(() => {
    let el2 = host.current, title = document.title, over = !1, page = {
      go: (to) => store.view.course.value = to,
      leave: () => store.view.course.value = null,
      live: (box, spec) => home.live(box, spec, store.view.theme),
      theory(box) {
        return Q(m2`<${StoreContext.Provider} value=${store}><${Theory} inCourse /><//>`, box), () => Q(
          /** @type {any} */
          null,
          box
        );
      },
      loadEditor: () => import(home.editor)
    };
    return Promise.all([import(home.script), withStyle(home.style)]).then(
      ([course2]) => {
        !over && el2 && (shown.current = course2.render({ el: el2, place: wanted.current, page }));
      },
      () => setTrouble(!0)
    ), () => {
      over = !0, shown.current?.end(), shown.current = null, document.title = title;
    };
  }, [store, home]), A2(() => shown.current?.show(place4), [place4]), m2`<div class="course-place" ref=${host}></div>${trouble && m2`<main><p class="message error" role="alert">The course cannot be loaded. Reload the page.</p></main>`}`;
}

// src/glassnet/web/static/src/draw/points.js
var SIZES = { train: 1, validation: 0.72, test: 1, own: 1.3 }, CORNERS = {
  diamond: ring(4, 0, 1.25),
  square: ring(4, Math.PI / 4, 1.25),
  triangle: ring(3, 0, 1.35),
  wedge: ring(3, Math.PI, 1.35),
  hexagon: ring(6, 0, 1.1),
  star: star(5),
  cross: plus(Math.PI / 4),
  plus: plus(0),
  bar: [[-1.3, -0.6], [1.3, -0.6], [1.3, 0.6], [-1.3, 0.6]]
};
function ring(n4, turn, r4) {
  return Array.from({ length: n4 }, (_6, i4) => {
    let t6 = turn + 2 * Math.PI * i4 / n4;
    return [r4 * Math.sin(t6), -r4 * Math.cos(t6)];
  });
}
function star(n4) {
  return ring(2 * n4, 0, 1.4).map(([x4, y5], i4) => i4 % 2 ? [x4 * 0.5, y5 * 0.5] : [x4, y5]);
}
function plus(turn) {
  let c4 = Math.cos(turn), s4 = Math.sin(turn);
  return [[-0.45, -1.3], [0.45, -1.3], [0.45, -0.45], [1.3, -0.45], [1.3, 0.45], [0.45, 0.45], [0.45, 1.3], [-0.45, 1.3], [-0.45, 0.45], [-1.3, 0.45], [-1.3, -0.45], [-0.45, -0.45]].map(([x4, y5]) => [x4 * c4 - y5 * s4, x4 * s4 + y5 * c4]);
}
function marker(context, label2, x4, y5, r4) {
  let shape = label2 + Math.floor(label2 / SHAPES.length), corners = CORNERS[SHAPES[shape % SHAPES.length]];
  if (!corners) {
    context.moveTo(x4 + r4, y5), context.arc(x4, y5, r4, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([cx, cy], i4) => i4 ? context.lineTo(x4 + cx * r4, y5 + cy * r4) : context.moveTo(x4 + cx * r4, y5 + cy * r4)), context.closePath();
}
function arrow(context, x4, y5, dx, dy) {
  let long = Math.hypot(dx, dy) || 1, ux = dx / long, uy = dy / long, s4 = 6;
  context.moveTo(x4 + ux * 2, y5 + uy * 2), context.lineTo(x4 - ux * s4 - uy * s4 * 0.7, y5 - uy * s4 + ux * s4 * 0.7), context.lineTo(x4 - ux * s4 + uy * s4 * 0.7, y5 - uy * s4 - ux * s4 * 0.7), context.closePath();
}
function drawPoints(surface, { rows, counts }, how) {
  let { context, width, height } = surface, { train, validation, test, own = 0 } = counts;
  context.clearRect(0, 0, width, height), how.show.train && drawSome(surface, rows, 0, train - own, "train", how), how.show.validation && drawSome(surface, rows, train, train + validation, "validation", how), how.show.test && drawSome(surface, rows, train + validation, train + validation + test, "test", how), how.show.train && drawSome(surface, rows, train - own, train, "own", how);
}
function drawSome({ context, width, height }, rows, first, end, split, { domain, classification, curve, range, palette, wrong }) {
  let [xmin, xmax, ymin, ymax] = domain, radius = Math.max(2.6, Math.min(4, width / 95)) * SIZES[split];
  for (let row = first; row < end; row++) {
    let x4 = rows[3 * row], label2 = rows[3 * row + 2], y5 = curve ? label2 : rows[3 * row + 1], px = (x4 - xmin) / (xmax - xmin) * width, py = (ymax - y5) / (ymax - ymin) * height, cx = Math.max(7, Math.min(width - 7, px)), cy = Math.max(7, Math.min(height - 7, py)), outside = px < 0 || px > width || py < 0 || py > height, t6 = 2 * (label2 - range[0]) / (range[1] - range[0] || 1) - 1, colour = classification ? palette.classes[label2 % palette.classes.length] : curve ? palette.high : valueColour(palette, t6);
    context.beginPath(), outside ? arrow(context, cx, cy, px - cx, py - cy) : marker(context, classification ? label2 : 0, px, py, radius), split === "train" || split === "own" ? (context.fillStyle = colour, context.strokeStyle = split === "own" ? palette.ink : palette.card, context.lineWidth = split === "own" ? 1.5 : 1.1, context.fill(), context.stroke()) : (context.fillStyle = palette.card, context.fill(), context.strokeStyle = classification || curve ? colour : palette.ink, context.lineWidth = split === "test" ? 1.9 : 1.4, context.stroke(), !classification && !curve && (context.beginPath(), marker(context, 0, px, py, radius * 0.7), context.fillStyle = colour, context.fill())), wrong?.(x4, y5, label2) && strikeOut(context, cx, cy, palette.ink);
  }
}
function strikeOut(context, x4, y5, colour) {
  context.beginPath(), context.moveTo(x4 - 5, y5 - 5), context.lineTo(x4 + 5, y5 + 5), context.moveTo(x4 + 5, y5 - 5), context.lineTo(x4 - 5, y5 + 5), context.strokeStyle = colour, context.lineWidth = 1.6, context.stroke();
}
function drawThumbnail({ context, width, height }, rows, classification, palette) {
  let low = 1 / 0, high = -1 / 0;
  for (let i4 = 2; i4 < rows.length; i4 += 3)
    low = Math.min(low, rows[i4]), high = Math.max(high, rows[i4]);
  context.clearRect(0, 0, width, height);
  for (let i4 = 0; i4 < rows.length; i4 += 3) {
    let label2 = rows[i4 + 2], inner = 0.44;
    context.beginPath(), marker(context, classification ? label2 : 0, width * (0.5 + inner * rows[i4]), height * (0.5 - inner * rows[i4 + 1]), width / 32), context.fillStyle = classification ? palette.classes[label2 % palette.classes.length] : valueColour(palette, 2 * (label2 - low) / (high - low || 1) - 1), context.fill();
  }
}

// src/glassnet/web/static/src/format.js
var whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 }), count = (n4) => whole.format(n4);
function short(x4, digits2 = 3) {
  if (x4 == null || Number.isNaN(x4)) return "–";
  if (!Number.isFinite(x4)) return x4 > 0 ? "∞" : "−∞";
  let size = Math.abs(x4);
  return (size !== 0 && (size < 1e-4 || size >= 1e6) ? x4.toExponential(1).replace("e+", "e") : Number(x4.toPrecision(digits2)).toString()).replaceAll("-", "−");
}
function loss(x4) {
  return x4 == null || !Number.isFinite(x4) ? short(x4) : x4 !== 0 && x4 < 5e-4 ? short(x4, 2) : x4 >= 1e3 ? short(x4, 4) : x4.toFixed(3);
}
var percent = (x4) => x4 == null || !Number.isFinite(x4) ? short(x4) : `${(100 * x4).toFixed(1)} %`, fixed = (x4, places = 2) => x4.toFixed(places).replace("-", "−"), weight = (w5, places = 4) => Math.abs(w5) < 1e4 ? fixed(w5, places) : short(w5), score = (s4) => s4 ? s4.accuracy !== void 0 ? percent(s4.accuracy) : short(s4.r2) : "–", pretty = (formula) => formula.replace(/\s+/g, "").replaceAll(/\^2|\*\*2/g, "²").replaceAll(/\^3|\*\*3/g, "³").replace(/^([a-z]+)\(([xy])\)$/, "$1 $2").replaceAll("*", "").replaceAll("-", "−");
function brief(field, value) {
  if (value == null)
    return typeof field?.optional == "string" && field.optional ? field.optional : "none";
  if (typeof value == "number") return short(value);
  if (typeof value == "boolean") return value ? "on" : "off";
  let kind = typeof value == "object" ? value.kind : value;
  for (let c4 of field?.choices ?? []) if (typeof c4 == "object" && c4.kind === kind) return c4.label;
  return String(kind ?? "").replaceAll("_", " ");
}

// src/glassnet/web/static/src/components/theme.js
var PaletteContext = U(
  /** @type {Palette|null} */
  null
), usePalette = () => j2(PaletteContext), KEY = "glassnet-theme";
function firstTheme() {
  try {
    let kept2 = localStorage.getItem(KEY);
    if (kept2 === "light" || kept2 === "dark") return kept2;
  } catch {
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
function keepTheme(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
  }
}

// src/glassnet/web/static/src/components/range.js
var THUMB = 16, SPACING = 6;
function scaleOf(field) {
  let low = (
    /** @type {number} */
    field.low
  ), high = (
    /** @type {number} */
    field.high
  ), whole2 = field.type === "integer", tidy = (x4) => whole2 ? Math.round(x4) : Number(x4.toPrecision(field.scale === "log" ? 2 : 3));
  if (field.scale !== "log")
    return {
      value: (p5) => tidy(low + (high - low) * p5 / 1e3),
      place: (x4) => (x4 - low) / (high - low) * 1e3
    };
  let first = low > 0 ? low : whole2 ? 1 : high * 1e-6, span = Math.log(high / first);
  return {
    value: (p5) => p5 <= 0 ? low : Math.min(high, tidy(first * Math.exp(span * p5 / 1e3))),
    place: (x4) => x4 <= first ? 0 : Math.log(x4 / first) / span * 1e3
  };
}
function Range({ field, value, change: change2, hold, label: label2, text }) {
  let few2 = field.type === "integer" && field.scale !== "log", scale = scaleOf(field), low = few2 ? (
    /** @type {number} */
    field.low
  ) : 0, high = few2 ? (
    /** @type {number} */
    field.high
  ) : 1e3, place4 = few2 ? value : Math.max(0, Math.min(1e3, scale.place(value))), fill = `--fill:${Math.max(0, Math.min(100, 100 * (place4 - low) / (high - low || 1)))}%`, given = T2(value), held = T2(!1), followed = T2(0);
  given.current = value;
  let grip = (now) => {
    held.current = now, hold?.(now);
  }, give = (at) => {
    let next = few2 ? Math.round(at) : scale.value(at);
    next !== given.current && (given.current = next, change2(next));
  }, follow = (e4) => {
    !held.current || !(e4.buttons & 1) || e4.timeStamp - followed.current < SPACING || e4.target.matches(":dir(rtl)") || (followed.current = e4.timeStamp, give(low + (high - low) * share(e4.target, e4.clientX)));
  };
  return m2`<input
    type="range"
    aria-label=${label2}
    aria-valuetext=${text}
    min=${low}
    max=${high}
    step=${few2 ? 1 : "any"}
    value=${place4}
    style=${fill}
    title=${field.explain}
    onPointerDown=${() => grip(!0)}
    onPointerRawUpdate=${follow}
    onPointerUp=${() => grip(!1)}
    onPointerCancel=${() => grip(!1)}
    onKeyDown=${(e4) => nudge(e4, field, value, few2, scale, change2)}
    onInput=${(e4) => give(Number(e4.target.value))}
  />`;
}
function share(slider, x4) {
  let { left, width } = slider.getBoundingClientRect();
  return Math.max(0, Math.min(1, (x4 - left - THUMB / 2) / (width - THUMB)));
}
function nudge(e4, field, value, few2, scale, change2) {
  let way2 = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[e4.key];
  if (!way2 || few2) return;
  e4.preventDefault();
  let next = scale.value(Math.max(0, Math.min(1e3, scale.place(value) + 25 * way2))), least = field.type === "integer" ? value + Math.sign(way2) : next;
  change2(next === value ? Math.max(field.low ?? -1 / 0, Math.min(field.high ?? 1 / 0, least)) : next);
}

// src/glassnet/web/static/src/components/highlight.js
var TOKENS = /(#[^\n]*)|("""[^\n]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|\b(import|from|as|for|in|not|and|or|is|def|class|lambda|return|with|if|elif|else|while|break|None|True|False)\b|\b(\d[\d_.]*(?:e[+-]?\d+)?)\b/g, KINDS = ["comment", "string", "word", "number"];
function tokens(line) {
  let parts = [], at = 0;
  for (let m6 of line.matchAll(TOKENS)) {
    parts.push(line.slice(at, m6.index));
    let kind = KINDS[[1, 2, 3, 4].findIndex((g5) => m6[g5] !== void 0)];
    parts.push(m2`<span class=${`py-${kind}`}>${m6[0]}</span>`), at = m6.index + m6[0].length;
  }
  return [...parts, line.slice(at)];
}
function highlighted(code, changed) {
  let inside = !1;
  return code.split(`
`).map((line, i4) => {
    let turns = (line.match(/"""/g)?.length ?? 0) % 2 === 1, text = inside || turns;
    turns && (inside = !inside);
    let marked = text ? m2`<span class="py-string">${line}</span>` : tokens(line);
    return [changed?.has(i4) ? m2`<mark>${marked}</mark>` : marked, `
`];
  });
}

// src/glassnet/web/static/src/components/source.js
function chosen(field, path, value) {
  if (field.type !== "union") return { path, kind: "", label: field.label };
  let kind = typeof value == "object" ? value?.kind : value, choice = field.choices?.find((c4) => typeof c4 == "object" && c4.kind === kind);
  return { path, kind: kind ?? "", label: typeof choice == "object" ? choice.label : field.label };
}
function SourceOf({ path, kind, label: label2, words: words2 }) {
  let [open, setOpen] = d2(!1);
  return m2`<details class="source" open=${open} onToggle=${(e4) => setOpen(e4.target.open)}>
    <summary>${words2 ?? m2`Formula and code <span class="hidden-text">of ${label2}</span>`}</summary>
    ${open && m2`<${Found} path=${path} kind=${kind} label=${label2} />`}
  </details>`;
}
function Found({ path, kind, label: label2 }) {
  let store = useStore(), [found, setFound] = d2(
    /** @type {any} */
    null
  ), box = T2(
    /** @type {HTMLElement|null} */
    null
  );
  return A2(() => {
    let told = !1;
    return store.frames.need("source", () => told ? null : { path, kind }, ({ json }) => {
      told || json.path !== path || json.kind !== kind || (told = !0, setFound(json), store.frames.refresh());
    });
  }, [store, path, kind]), A2(() => box.current?.scrollIntoView({ block: "nearest" }), [found]), found ? m2`<div ref=${box} role="group" aria-label=${`Formula and code of ${label2}`} aria-busy=${found.path !== path || found.kind !== kind}>
    ${found.formula && m2`<p class="formula">${found.formula}</p>`}
    <p class="about">${found.file}:${found.line}, in <code>${found.function}</code></p>
    <pre><code>${found.code.split(`
`).map((line) => m2`<span class="source-line">${highlighted(line)}</span>`)}</code></pre>
  </div>` : m2`<p class="about">Looking it up …</p>`;
}

// src/glassnet/web/static/src/components/field.js
var absence = (field) => typeof field.optional == "string" && field.optional ? field.optional : "none", key = (field) => field.path.slice(field.path.lastIndexOf(".") + 1), finite = (x4) => typeof x4 == "number" && Number.isFinite(x4), USUAL = {
  "data.n": [20, 5e3],
  "training.learning_rate": [1e-5, 10],
  "training.batch_size": [1, 1024],
  "training.l1": [0, 1],
  "training.l2": [0, 1],
  "training.clip_norm": [0.01, 100],
  "training.epochs": [1, 1e4],
  "training.warmup": [0, 50],
  "network.bias": [-2, 2]
};
function usual(field) {
  let span = USUAL[field.path];
  return span ? { ...field, low: span[0], high: span[1] } : field;
}
function draggable(field) {
  let span = (
    /** @type {number} */
    field.high - /** @type {number} */
    field.low
  ), size = Math.abs(field.default ?? 0);
  return span <= 1e4 && (field.scale === "log" || size === 0 || size > span / 1e3);
}
var plain = (x4) => Math.abs(x4) >= 1e4 ? count(x4) : short(x4);
function NumberControl({ field, value, change: change2, hold }) {
  let id = P2(), none = value == null, slide = usual(field), bounded = finite(slide.low) && finite(slide.high) && draggable(slide), range = [finite(field.low) ? `from ${plain(field.low)}` : "", finite(field.high) ? `to ${plain(field.high)}` : ""].join(" ").trim(), fallback = finite(field.default) ? field.default : finite(field.low) ? Math.max(
    /** @type {number} */
    field.low,
    1
  ) : 1;
  return m2`<div class="field">
    <label for=${id}>${field.label}</label>
    ${field.optional && m2`<label class="check">
      <input type="checkbox" checked=${none} onChange=${(e4) => change2(e4.target.checked ? null : fallback)} />
      <span>${absence(field)}</span>
    </label>`}
    <input
      id=${id}
      class="number"
      type="number"
      step="any"
      disabled=${none}
      min=${finite(field.low) ? field.low : void 0}
      max=${finite(field.high) ? field.high : void 0}
      value=${none ? "" : value}
      aria-describedby=${`${id}-about`}
      onChange=${(e4) => e4.target.value !== "" && change2(Number(e4.target.value))}
    />
    ${bounded && !none && m2`<${Range} field=${slide} value=${value} change=${change2} hold=${hold} label=${`${field.label}, slider`} text=${short(value)} />`}
    <p class="about" id=${`${id}-about`}>${field.explain}${range && m2` <span class="range-words">${range}</span>`}</p>
  </div>`;
}
function FlagControl({ field, value, change: change2 }) {
  let id = P2();
  return m2`<div class="field">
    <label class="check">
      <input type="checkbox" checked=${!!value} aria-describedby=${id} onChange=${(e4) => change2(e4.target.checked)} />
      <span>${field.label}</span>
    </label>
    <p class="about" id=${id}>${field.explain}</p>
  </div>`;
}
function ChoiceControl({ field, value, change: change2 }) {
  let id = P2(), names2 = (
    /** @type {string[]} */
    (field.choices ?? []).filter((c4) => typeof c4 == "string")
  );
  return m2`<div class="field">
    <label for=${id}>${field.label}</label>
    <select id=${id} value=${value} aria-describedby=${`${id}-about`} onChange=${(e4) => change2(e4.target.value)}>
      ${names2.map((n4) => m2`<option value=${n4}>${n4.replaceAll("_", " ")}</option>`)}
    </select>
    <p class="about" id=${`${id}-about`}>${field.explain}</p>
  </div>`;
}
function TextControl({ field, value, change: change2 }) {
  let id = P2();
  return m2`<div class="field">
    <label for=${id}>${field.label}</label>
    <input id=${id} type="text" value=${value ?? ""} aria-describedby=${`${id}-about`} onChange=${(e4) => change2(e4.target.value || (field.optional ? null : ""))} />
    <p class="about" id=${`${id}-about`}>${field.explain}</p>
  </div>`;
}
var fresh = (choice) => ({
  kind: choice.kind,
  ...Object.fromEntries((choice.fields ?? []).filter((f4) => f4.default !== void 0).map((f4) => [key(f4), f4.default]))
});
function UnionControl({ field, value, change: change2, hold }) {
  let name = P2(), kind = typeof value == "object" ? value?.kind : value, choices = (
    /** @type {Choice[]} */
    (field.choices ?? []).filter((c4) => typeof c4 == "object")
  );
  return m2`<fieldset class="union">
    <legend>${field.label}</legend>
    <p class="about">${field.explain}</p>
    ${field.optional && m2`<label class="choice">
      <input type="radio" name=${name} checked=${kind == null} onChange=${() => change2(null)} />
      <span><b>${absence(field)}</b></span>
    </label>`}
    ${choices.map(
    (c4) => m2`<div key=${c4.kind}>
          <label class="choice">
            <input type="radio" name=${name} value=${c4.kind} checked=${c4.kind === kind} onChange=${() => change2(fresh(c4))}
              aria-labelledby=${`${name}-${c4.kind}`} aria-describedby=${`${name}-${c4.kind}-about`} />
            <span><b id=${`${name}-${c4.kind}`}>${c4.label}</b> <span id=${`${name}-${c4.kind}-about`}>${c4.explain}</span></span>
          </label>
          ${c4.kind === kind && c4.fields?.length ? m2`<div class="nested">
                ${c4.fields.map((f4) => m2`<${FieldControl} key=${f4.path} field=${f4} value=${value?.[key(f4)] ?? (f4.optional ? null : f4.default)} change=${(v4) => change2({ ...fresh(c4), ...value, [key(f4)]: v4 })} hold=${hold} />`)}
              </div>` : null}
        </div>`
  )}
  </fieldset>`;
}
function RecordControl({ field, value, change: change2, hold }) {
  return m2`<fieldset class="union">
    <legend>${field.label}</legend>
    <p class="about">${field.explain}</p>
    ${(field.fields ?? []).map((f4) => m2`<${FieldControl} key=${f4.path} field=${f4} value=${value?.[key(f4)]} change=${(v4) => change2({ ...value, [key(f4)]: v4 })} hold=${hold} />`)}
  </fieldset>`;
}
var CONTROLS = {
  number: NumberControl,
  integer: NumberControl,
  flag: FlagControl,
  choice: ChoiceControl,
  text: TextControl,
  union: UnionControl,
  record: RecordControl
}, hasControl = (field) => field.type in CONTROLS;
function FieldControl(properties) {
  let { field, value, path = field.path } = properties, Control = CONTROLS[field.type];
  return Control ? m2`<${Control} ...${properties} />${path.includes(".") && m2`<${SourceOf} ...${chosen(field, path, value)} />`}` : null;
}

// src/glassnet/web/static/src/components/own-table.js
var MOST = 45e4, PREVIEW = 8e3, LARGER = `the page takes up to ${count(MOST)}. A larger table is named in an experiment file, as data.source of the kind csv, and opened with: glassnet play --experiment FILE`;
function markOf(head) {
  let bare = head.split('"').filter((_6, i4) => i4 % 2 === 0).join("");
  return [",", ";", "	"].sort((a4, b3) => bare.split(b3).length - bare.split(a4).length)[0];
}
var firstRow = (text) => text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "";
function columnsOf(text) {
  let head = firstRow(text), mark = markOf(head);
  return (head.match(new RegExp(`("(?:[^"]|"")*"|[^${mark}]*)(?:${mark}|$)`, "g")) ?? []).map((c4) => c4.replace(new RegExp(`${mark}$`), "").trim().replace(/^"|"$/g, "").replaceAll('""', '"')).filter((c4) => c4 !== "");
}
function withNames(text) {
  let names2 = columnsOf(text);
  return names2.length < 2 || names2.some((n4) => n4 === "" || Number.isNaN(Number(n4))) ? text : `${names2.map((_6, i4) => `column ${i4 + 1}`).join(markOf(firstRow(text)))}
${text.replace(/^\uFEFF/, "")}`;
}
function OwnTable() {
  let store = useStore(), source = store.value("data.source"), mine = source?.kind === "table", [text, setText] = d2(mine ? source.text : ""), [label2, setLabel] = d2(mine ? source.column : ""), table = withNames(text), names2 = columnsOf(table), long = text.length > PREVIEW, column = names2.includes(label2) ? label2 : names2.at(-1) ?? "";
  return m2`<form class="own-table" onSubmit=${(e4) => {
    e4.preventDefault(), store.act({ do: "set", path: "data", value: { ...store.value("data"), source: { kind: "table", text: table, column }, columns: [], features: [], points: [] } });
  }}>
    <label class="file"><span>Open a CSV file…</span><input type="file" accept=".csv,.tsv,.txt,text/csv" onChange=${async (e4) => {
    let file = (
      /** @type {File|undefined} */
      e4.target.files?.[0]
    );
    file && (file.size > MOST ? store.report(`${file.name} has ${count(file.size)} bytes; ${LARGER}`) : setText(await file.text()), e4.target.value = "");
  }} /></label>
    ${long ? m2`<label>the beginning of ${count(text.trimEnd().split(`
`).length - 1)} rows
            <textarea rows="5" spellcheck=${!1} readonly wrap="off" value=${text.split(`
`, 6).join(`
`).slice(0, 600)}></textarea>
          </label>
          <button type="button" class="text" onClick=${() => setText("")}>Another table</button>` : m2`<label>or paste a table
          <textarea rows="5" spellcheck=${!1} wrap="off" placeholder=${`height,width,kind
1.2,0.7,cat
3.1,1.4,dog`} value=${text} onPaste=${(e4) => {
    let pasted = e4.clipboardData?.getData("text/plain") ?? "";
    pasted.length <= PREVIEW || (e4.preventDefault(), pasted.length > MOST ? store.report(`The table has ${count(pasted.length)} characters; ${LARGER}`) : setText(pasted));
  }} onInput=${(e4) => setText(e4.target.value)}></textarea>
        </label>`}
    ${table !== text && m2`<p class="about">The first row holds numbers, so the columns are called column 1, column 2 and so on.</p>`}
    ${names2.length > 1 && m2`<label>to be learned
      <select value=${column} onChange=${(e4) => setLabel(e4.target.value)}>${names2.map((n4) => m2`<option value=${n4} selected=${n4 === column}>${n4}</option>`)}</select>
    </label>`}
    <div class="own-line">
      <button type="submit" class="text" disabled=${names2.length < 2} title="Learn from this table; all other columns are inputs, and the data before can be had back with Undo">Use this table</button>
      <button type="button" class="text" title="Begin with an empty plane: only points put in by hand" onClick=${() => store.act({ do: "set", path: "data", value: { ...store.value("data"), source: { kind: "own", task: "classification" }, columns: [], features: [], points: [[-2, 0, 0], [2, 0, 1]] } })}>Empty plane</button>
    </div>
  </form>`;
}

// src/glassnet/web/static/src/components/popover.js
var MARGIN = 8;
function place(panel, button) {
  let at = button.getBoundingClientRect(), width = panel.offsetWidth, below = innerHeight - at.bottom - 2 * MARGIN, above = at.top - 2 * MARGIN, up = below < Math.min(panel.scrollHeight, 320) && above > below;
  panel.style.maxHeight = `${Math.max(160, up ? above : below)}px`, panel.style.left = `${Math.max(MARGIN, Math.min(at.left, innerWidth - width - MARGIN))}px`, panel.style.top = up ? "auto" : `${at.bottom + MARGIN / 2}px`, panel.style.bottom = up ? `${innerHeight - at.top + MARGIN / 2}px` : "auto";
}
function Popover({ title, label: label2, part: part2, kind = "pill", face, children, panelClass = "" }) {
  let id = P2(), button = T2(
    /** @type {HTMLButtonElement|null} */
    null
  ), panel = T2(
    /** @type {HTMLElement|null} */
    null
  ), [open, setOpen] = d2(!1), onToggle = (e4) => {
    let shown = e4.newState === "open";
    setOpen(shown), shown && requestAnimationFrame(() => panel.current && button.current && place(panel.current, button.current));
  };
  return m2`<button
      ref=${button}
      type="button"
      class=${kind}
      data-part=${part2}
      popovertarget=${id}
      aria-expanded=${open}
      aria-haspopup="dialog"
      title=${title}
    >
      ${face}
    </button>
    <div id=${id} ref=${panel} popover="auto" role="dialog" aria-label=${`${label2}: settings`} class=${`panel ${panelClass}`} onToggle=${onToggle}>
      ${open && (typeof children == "function" ? children() : children)}
    </div>`;
}

// src/glassnet/web/static/src/components/split.js
var LEAST = 0.05;
function shares(split) {
  return [split?.train ?? 0.6, split?.validation ?? 0];
}
var percent2 = (x4) => Math.round(100 * x4);
function SplitControl() {
  let store = useStore(), now = store.value("data.split");
  if (now == null || dig(now, "train") === void 0) return null;
  let field = store.field("data.split") ?? store.field("data.split.train"), [train, validation] = shares(now), upto = Math.min(1, train + validation), hold = (held) => store.hold("data.split", held), put = (a4, b3) => {
    let t6 = Math.max(LEAST, Math.min(a4, b3)), v4 = Math.max(0, b3 - t6), whole2 = (x4) => Math.round(100 * x4) / 100;
    store.set("data.split", { ...now, train: whole2(t6), validation: whole2(v4), test: whole2(Math.max(0, 1 - whole2(t6) - whole2(v4))) });
  }, words2 = `${percent2(train)} · ${percent2(validation)} · ${percent2(1 - upto)}`;
  return m2`<div class="slider" data-part="data.split" role="group" aria-label="Split" title=${field?.explain ?? "Shares of the points for training, validation and test"}>
    <div class="slider-line"><span class="quiet">Train · valid. · test</span><output>${words2}</output></div>
    <div class="double" style=${`--a:${100 * train}%;--b:${100 * upto}%`}>
      <input type="range" aria-label="Share for training" aria-valuetext=${`${percent2(train)} %`} min="0" max="100" value=${percent2(train)}
        onPointerDown=${() => hold(!0)} onPointerUp=${() => hold(!1)}
        onInput=${(e4) => put(Math.min(e4.target.value / 100, 1), Math.max(upto, e4.target.value / 100))} />
      <input type="range" aria-label="Share for training and validation" aria-valuetext=${`validation ${percent2(validation)} %, test ${percent2(1 - upto)} %`} min="0" max="100" value=${percent2(upto)}
        onPointerDown=${() => hold(!0)} onPointerUp=${() => hold(!1)}
        onInput=${(e4) => put(Math.min(train, e4.target.value / 100), e4.target.value / 100)} />
    </div>
  </div>`;
}

// src/glassnet/web/static/src/draw/surface.js
function watchSurface(canvas, changed, measured = canvas) {
  let context = (
    /** @type {CanvasRenderingContext2D} */
    canvas.getContext("2d")
  ), surface = { canvas, context, width: 0, height: 0, ratio: 1 }, observer = new ResizeObserver(([entry]) => {
    let { width, height } = entry.contentRect;
    if (!width || !height) return;
    let ratio = Math.min(3, devicePixelRatio || 1);
    Object.assign(surface, { width, height, ratio }), canvas.width = Math.round(width * ratio), canvas.height = Math.round(height * ratio), context.setTransform(ratio, 0, 0, ratio, 0, 0), changed(surface);
  });
  return observer.observe(measured), { surface, end: () => observer.disconnect() };
}

// src/glassnet/web/static/src/components/still.js
var NOTHING = "data:,";
function Still({ draw, kind = "" }) {
  let image = T2(
    /** @type {HTMLImageElement|null} */
    null
  );
  return A2(() => {
    let shown = image.current;
    if (!shown || !draw) return;
    let canvas = document.createElement("canvas");
    return watchSurface(canvas, (surface) => {
      draw(surface), shown.src = canvas.toDataURL();
    }, shown).end;
  }, [draw]), m2`<img ref=${image} class=${kind} src=${NOTHING} alt="" draggable="false" />`;
}

// src/glassnet/web/static/src/components/icons.js
var PATHS = {
  step: "M5.5 4.5v11l7-5.5zM14.5 4.5v11",
  epoch: "M3 4.5v11l6-5.5zM9.5 4.5v11l6-5.5zM17 4.5v11",
  before: "M12 4.5 6.5 10l5.5 5.5",
  after: "M8 4.5l5.5 5.5L8 15.5",
  pick: "M10 3v4M10 13v4M3 10h4M13 10h4M10 9.9v.2",
  reset: "M4.2 8.2A6.3 6.3 0 1 1 3.8 11M4 3.8v4.6h4.6",
  undo: "M7.5 4 4 7.5 7.5 11M4.4 7.5h7.1a4.3 4.3 0 1 1 0 8.6H8",
  redo: "M12.5 4 16 7.5 12.5 11M15.6 7.5H8.5a4.3 4.3 0 1 0 0 8.6H12",
  link: "M8.4 11.6a3.2 3.2 0 0 0 4.6 0l2.6-2.6A3.25 3.25 0 0 0 11 4.4l-1 1M11.6 8.4a3.2 3.2 0 0 0-4.6 0L4.4 11A3.25 3.25 0 0 0 9 15.6l1-1",
  plus: "M10 4.5v11M4.5 10h11",
  minus: "M4.5 10h11",
  close: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  more: "M5.5 8l4.5 4.5L14.5 8",
  gear: "M4 6.5h7M15 6.5h1M4 13.5h1M9 13.5h7M13 4.5v4M7 11.5v4",
  add: "M10 4.5v11M4.5 10h11",
  draw: "M4 16l1-3.6 8.2-8.2a1.6 1.6 0 0 1 2.3 0l.3.3a1.6 1.6 0 0 1 0 2.3L7.6 15z",
  erase: "M8.5 16.2h8M4.3 12.2l7.4-7.4a1.5 1.5 0 0 1 2.1 0l2.6 2.6a1.5 1.5 0 0 1 0 2.1L9.6 16.2H7.2l-2.9-2.9a.8.8 0 0 1 0-1.1zM8.2 8.4l4.6 4.6",
  move: "M10 3.5v13M3.5 10h13M10 3.5 8 5.6M10 3.5l2 2.1M10 16.5l-2-2.1M10 16.5l2-2.1M3.5 10l2.1-2M3.5 10l2.1 2M16.5 10l-2.1-2M16.5 10l-2.1 2",
  download: "M10 3.5v9M6 8.8l4 4 4-4M4 16.3h12",
  course: "M10 5.6C8.3 4.4 6 4 3.4 4.2v10.6c2.6-.2 4.9.2 6.6 1.4 1.7-1.2 4-1.6 6.6-1.4V4.2C14 4 11.7 4.4 10 5.6zM10 5.6v10.6",
  back: "M16 10H4.5M9.2 5.2 4.4 10l4.8 4.8",
  copy: "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3"
}, SOLID = {
  play: m2`<path d="M6.5 3.9v12.2a.7.7 0 0 0 1.07.6l9.5-6.1a.7.7 0 0 0 0-1.2l-9.5-6.1a.7.7 0 0 0-1.07.6z" fill="currentColor" />`,
  pause: m2`<path d="M5.6 4h3v12h-3zM11.4 4h3v12h-3z" fill="currentColor" />`,
  theme: m2`<g><circle cx="10" cy="10" r="6.4" fill="none" stroke="currentColor" stroke-width="1.6" /><path d="M10 3.6a6.4 6.4 0 0 1 0 12.8z" fill="currentColor" /></g>`,
  dice: m2`<g>
    <rect x="3.4" y="3.4" width="13.2" height="13.2" rx="3" fill="none" stroke="currentColor" stroke-width="1.6" />
    <path d="M7 7h0M13 7h0M10 10h0M7 13h0M13 13h0" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" />
  </g>`
};
function Icon({ name }) {
  return m2`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
    ${SOLID[name] ?? m2`<path d=${PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" />`}
  </svg>`;
}

// src/glassnet/web/static/src/components/data-card.js
var SHOWN = ["data.source", "data.noise", "data.n", "data.features", "data.columns"], GROUPS = { classification: "Classes", regression: "Values", classic: "Classic", library: "Library", yours: "Yours" }, OWN = "yours", groupOf = (p5) => p5.group ?? p5.task;
function PresetTile({ preset, checked, choose }) {
  let palette = usePalette(), rows = useStore().thumbnails.value.get(preset.name), draw = w2(
    () => rows && palette ? (surface) => drawThumbnail(surface, rows, preset.task === "classification", palette) : null,
    [preset, palette, rows]
  );
  return m2`<label class="preset" title=${`${preset.label}: ${preset.explain}`}>
    <input type="radio" name="glassnet-preset" value=${preset.name} checked=${checked} onChange=${choose} />
    <${Still} draw=${draw} />
    <span class=${preset.thumbnail ? "hidden-text" : "preset-word"}>${preset.label.replace(/ \(.*/, "")}</span>
  </label>`;
}
var presetName = (source) => source?.kind === "preset" ? source.name : source?.kind;
function Presets() {
  let store = useStore(), presets = store.hello.value?.presets ?? [], now = presetName(store.value("data.source")), home = presets.find((p5) => p5.name === now), [opened, open] = d2(
    /** @type {string|null} */
    null
  ), present = [.../* @__PURE__ */ new Set([...Object.keys(GROUPS), ...presets.map(groupOf)])].filter((g5) => presets.some((p5) => groupOf(p5) === g5));
  A2(() => open(null), [now]);
  let group = opened ?? (home ? groupOf(home) : OWN), choose = (name) => store.set("data.source", { kind: "preset", name });
  return m2`<div class="choosing" data-part="data.source"><div class="segments" role="group" aria-label="Kinds of data sets">
      ${[...present, OWN].map((g5) => m2`<button key=${g5} type="button" aria-pressed=${g5 === group} onClick=${() => open(g5)}>${GROUPS[g5] ?? g5}</button>`)}
    </div>
    ${group === OWN ? m2`<${OwnTable} />` : m2`<fieldset class="presets">
      <legend class="hidden-text">Data set</legend>
      <div class="tiles-of-presets">
        ${presets.filter((p5) => groupOf(p5) === group).map((p5) => m2`<${PresetTile} key=${p5.name} preset=${p5} checked=${p5.name === now} choose=${() => choose(p5.name)} />`)}
      </div>
    </fieldset>`}</div>`;
}
function Slider({ path }) {
  let store = useStore(), field = store.field(path), value = store.value(path);
  return !field || value === void 0 || value === null ? null : m2`<div class="slider" data-part=${path}>
    <div class="slider-line"><span class="quiet" aria-hidden="true">${field.label}</span><output>${short(value, 4)}</output></div>
    <${Range} field=${usual(field)} value=${value} label=${field.label} text=${short(value, 4)} change=${(v4) => store.set(path, v4)} hold=${(h5) => store.hold(path, h5)} />
  </div>`;
}
function CardSources() {
  let store = useStore(), source = store.value("data.source"), made = source?.kind === "preset" ? { path: "data.source.name", kind: source.name } : { path: "data.source", kind: source?.kind ?? "" }, others = ["data.noise", "data.n", "data.features"].map((path) => ({ path, kind: "", label: store.field(path)?.label ?? path })), all = [{ ...made, label: "Data set" }, ...others, { path: "data.split.train", kind: "", label: "Split" }];
  return m2`<h3>Formula and code</h3>
    ${all.map((asked) => m2`<${SourceOf} key=${asked.path} ...${asked} words=${asked.label} />`)}`;
}
var MEANT_FOR = { "data.balance": "classification", "data.targets": "classification", "data.value_scaling": "regression" };
function More() {
  let store = useStore(), schema = store.hello.value?.schema ?? [], task = store.state.value?.task, applies = (f4) => (MEANT_FOR[f4.path] ?? task) === task || store.value(f4.path) !== (f4.default ?? null), rest = schema.filter((f4) => f4.path.startsWith("data.") && !f4.path.startsWith("data.split") && !SHOWN.includes(f4.path) && hasControl(f4) && !store.view.hidden.value.has(f4.path) && applies(f4));
  return rest.length ? m2`<${Popover} label="Data" title=${rest.map((f4) => f4.label).join(", ")} kind="pill" face=${m2`<span>More</span><${Icon} name="more" />`}>
    ${() => m2`<h3>More about the data</h3>${rest.map((f4) => m2`<${FieldControl} key=${f4.path} field=${f4} value=${store.value(f4.path)} change=${(v4) => store.set(f4.path, v4)} hold=${(h5) => store.hold(f4.path, h5)} />`)}<${CardSources} />`}
  <//>` : null;
}
function KnownToWork({ preset }) {
  let store = useStore(), { known } = preset, score2 = preset.task === "regression" ? `R² ${known.score}` : `${Math.round(100 * known.score)} %`;
  return m2`<${Popover} label="Settings known to work" part="known" title="Settings that learn this data set, and why" kind="pill" face=${m2`<span>Known to work</span>`}>
    ${() => m2`<h3>${preset.label}: settings known to work</h3>
      <p>${known.why}</p>
      <p class="quiet">At least ${score2} on points it has not seen, after 200 epochs, from any start.</p>
      <button type="button" class="text" onClick=${() => store.act({ do: "load", link: known.link })}>Use these settings</button>`}
  <//>`;
}
function DataCard() {
  let store = useStore(), now = presetName(store.value("data.source")), preset = store.hello.value?.presets.find((p5) => p5.name === now), source = store.field("data.source"), made = preset && preset.made;
  return m2`<section class="card data" data-part="data" aria-labelledby="glassnet-data">
    <h2 id="glassnet-data">Data <span>${preset?.label ?? (source ? brief(source, store.value("data.source")) : "")}</span></h2>
    <${Presets} />
    ${made && m2`<${Slider} path="data.noise" /><${Slider} path="data.n" />`}
    <${SplitControl} />
    <div class="pills"><${More} />${preset && m2`<${KnownToWork} preset=${preset} />`}</div>
  </section>`;
}

// src/glassnet/web/static/src/components/log.js
function Log() {
  let store = useStore(), log = store.state.value?.log ?? [];
  return log.length ? m2`<div class="sheet" tabindex="0" role="region" aria-label="Log of actions">
    <table>
      <thead><tr><th scope="col">step</th><th scope="col">action</th></tr></thead>
      <tbody>${log.toReversed().map((entry, i4) => m2`<tr key=${log.length - i4}><td class="n">${count(entry.step)}</td><td>${entry.text}</td></tr>`)}</tbody>
    </table>
  </div>` : m2`<p class="quiet">Nothing done yet. Every action is listed here with its step.</p>`;
}

// src/glassnet/web/static/src/components/panels/code.js
var TARGETS = [
  { name: "numpy", words: "NumPy", explain: "From scratch: forward, backward and optimizer written out." },
  { name: "torch", words: "PyTorch", explain: "A module, its loss and optimizer, and the loop round them." },
  { name: "sklearn", words: "scikit-learn", explain: "The same network as an estimator." },
  { name: "notebook", words: "Notebook", explain: "All of them in cells, with explanations and pictures." },
  { name: "html", words: "Report", explain: "One file with the recorded run, to scrub through and to hand in." }
], SEEN = 2500;
function changes(before, after) {
  let known = new Set(before.split(`
`)), found = /* @__PURE__ */ new Set(
    /** @type {number[]} */
    []
  );
  return before && after.split(`
`).forEach((line, i4) => known.has(line) || found.add(i4)), found;
}
var quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
function Code() {
  let store = useStore(), state = store.state.value, [to, setTo] = d2("numpy"), [code, setCode] = d2(
    /** @type {Code|null} */
    null
  ), [changed, setChanged] = d2(/* @__PURE__ */ new Set(
    /** @type {number[]} */
    []
  )), [done, setDone] = d2(""), wanted = T2(to), box = T2(
    /** @type {HTMLElement|null} */
    null
  );
  wanted.current = to, A2(() => {
    let revision = -1, answered = "", timer = 0, shown = (
      /** @type {Code|null} */
      null
    ), ask = () => {
      let to2 = wanted.current, now = store.state.peek()?.revision;
      return to2 === "html" || now === revision && to2 === answered ? null : { to: to2 };
    }, end = store.frames.need("code", ask, (view) => {
      let next = (
        /** @type {Code} */
        view.json
      );
      next.to === wanted.current && (revision = store.state.peek()?.revision ?? -1, answered = next.to, shown?.to === next.to && shown.text !== next.text ? (setChanged(changes(shown.text, next.text)), clearTimeout(timer), timer = setTimeout(() => setChanged(/* @__PURE__ */ new Set()), SEEN)) : shown?.to !== next.to && setChanged(/* @__PURE__ */ new Set()), shown = next, setCode(next));
    });
    return () => {
      end(), clearTimeout(timer);
    };
  }, [store]), A2(() => store.frames.refresh(), [to]), A2(() => {
    let mark = box.current?.querySelector("mark"), pre = box.current;
    if (!mark || !pre) return;
    let top = mark.offsetTop - pre.offsetTop;
    (top < pre.scrollTop || top > pre.scrollTop + pre.clientHeight - 40) && (pre.scrollTop = top - pre.clientHeight / 3);
  }, [changed]);
  let chosen2 = TARGETS.find((t6) => t6.name === to) ?? TARGETS[0], ready = code?.to === to ? code : null, command = `glassnet export --to html --link ${quoted(state?.link ?? "")} -o report.html`, text = to === "html" ? command : ready?.text ?? "", missing = to === "html" ? [] : ready?.missing ?? [], say = (words2) => {
    setDone(words2), setTimeout(() => setDone(""), 2500);
  }, copy2 = async () => {
    try {
      await navigator.clipboard.writeText(text), say("Copied");
    } catch {
      say("Select the text and copy it");
    }
  }, download = () => {
    if (!ready) return;
    let url = URL.createObjectURL(new Blob([ready.file], { type: to === "notebook" ? "application/x-ipynb+json" : "text/x-python" }));
    Object.assign(document.createElement("a"), { href: url, download: ready.name }).click(), setTimeout(() => URL.revokeObjectURL(url), 1e3);
  }, label2 = (where) => store.field(where)?.label ?? where.replace(/^network\.layers\.(\d+)\./, (_6, n4) => `layer ${Number(n4) + 1}, `).replace(/^.*\./, "");
  return m2`<div class="code">
    <div class="panel-line">
      <div class="segments" role="group" aria-label="Code for">
        ${TARGETS.map(({ name, words: words2 }) => m2`<button key=${name} type="button" aria-pressed=${name === to} onClick=${() => setTo(name)}>${words2}</button>`)}
      </div>
      <div class="code-actions">
        <button type="button" class="text" disabled=${!text} onClick=${copy2}><${Icon} name="copy" /><span aria-live="polite">${done || "Copy"}</span></button>
        ${to !== "html" && m2`<button type="button" class="text" disabled=${!ready?.file} onClick=${download}><${Icon} name="download" />Download</button>`}
      </div>
    </div>
    <p class="quiet">${chosen2.explain}${to === "html" ? " This command trains it anew and writes the file:" : " It needs no Glassnet, and prints the losses of the run with these settings from its start."}</p>
    <p class="hidden-text" aria-live="polite">${changed.size ? `${changed.size} lines of the code have changed` : ""}</p>
    ${missing.length > 0 ? m2`<div class="missing"><p>scikit-learn's networks cannot express this experiment:</p>
          <ul>${missing.map(({ where, got, allowed }) => m2`<li key=${where}><b>${label2(where)} ${got}</b>: allowed is ${allowed}</li>`)}</ul></div>` : m2`<pre tabindex="0" role="region" aria-label=${`Code: ${chosen2.words}`} aria-busy=${!text} ref=${box}><code>${to === "html" ? text : highlighted(text, changed)}</code></pre>`}
  </div>`;
}

// src/glassnet/web/static/src/components/panels/doctor.js
var SHOWN2 = 3;
function Doctor() {
  let store = useStore(), [report, setReport] = d2(
    /** @type {Report|null} */
    null
  ), [done, setDone] = d2(""), asked = T2({ now: !1, key: "", made: "" }), running = store.running.value;
  A2(() => {
    let it = asked.current, key2 = () => `${store.state.peek()?.revision} ${store.frames.latest("status")?.step ?? store.state.peek()?.step}`, ask = () => (store.running.peek() ? !it.now : it.made === key2()) ? null : (it.key = key2(), {});
    return store.frames.need("diagnosis", ask, (view) => {
      it.now = !1, it.made = it.key, setReport(view.json);
    });
  }, [store]);
  let examine = () => {
    asked.current.now = !0, store.frames.refresh(), store.frames.wake();
  }, apply = (cure) => {
    for (let action of cure.actions) store.act(action);
    let times = cure.actions.length === 1 ? "Undo" : `Undo, ${cure.actions.length} times,`;
    setDone(`Done: ${cure.text}. ${times} takes it back.`);
  };
  return m2`<div class="doctor">
    <div class="panel-line">
      <p class="quiet">${report ? `As of step ${count(report.step)}, epoch ${count(report.epoch)}.` : running ? "Not examined yet." : "Examining …"}</p>
      ${running && m2`<button type="button" class="text" onClick=${examine}>Examine now</button>`}
      <p class="doctor-done" role="status">${done}</p>
    </div>
    ${report?.diagnoses.map((d5, i4) => m2`<${Finding} key=${d5.name} found=${d5} number=${i4 + 1} alone=${report.diagnoses.length === 1} apply=${apply} />`)}
  </div>`;
}
function Finding({ found, number, alone, apply }) {
  let inside = m2`<div class="finding-inside">
    <p>${found.why}</p>
    ${found.evidence.length > 0 && m2`<table class="evidence">
      <caption class="hidden-text">Evidence: ${found.title}</caption>
      <thead><tr><th scope="col">Evidence</th><th scope="col" class="n">Found</th><th scope="col" class="n">Limit</th></tr></thead>
      <tbody>${found.evidence.map((e4) => m2`<tr key=${e4.text}><th scope="row">${e4.text}</th><td class="n">${e4.value === null ? "not finite" : short(e4.value, 3)}</td><td class="n">${e4.limit === null ? "" : short(e4.limit, 3)}</td></tr>`)}</tbody>
    </table>`}
    ${found.cures.length > 0 && m2`<ul class="cures" aria-label=${`What helps: ${found.title}`}>
      ${found.cures.map((c4) => m2`<li key=${c4.text}>${c4.actions.length ? m2`<button type="button" onClick=${() => apply(c4)}>${c4.text}</button>` : c4.text}</li>`)}
    </ul>`}
    <details class="about"><summary>The rule and its source</summary><p>Found if ${found.rule}.</p><p>${found.source}.</p></details>
  </div>`, title = alone ? found.title : `${number}. ${found.title}`;
  return number <= SHOWN2 ? m2`<section class=${`finding ${found.kind}`} aria-label=${found.title}><h3>${title}</h3>${inside}</section>` : m2`<details class=${`finding ${found.kind}`}><summary><h3>${title}</h3></summary>${inside}</details>`;
}

// tools/js/node_modules/uplot/dist/uPlot.esm.js
var UPLOT = "uplot", ORI_HZ = "u-hz", ORI_VT = "u-vt", TITLE = "u-title", WRAP = "u-wrap", UNDER = "u-under", OVER = "u-over", AXIS = "u-axis", OFF = "u-off", SELECT = "u-select", CURSOR_X = "u-cursor-x", CURSOR_Y = "u-cursor-y", CURSOR_PT = "u-cursor-pt", LEGEND = "u-legend", LEGEND_LIVE = "u-live", LEGEND_INLINE = "u-inline", LEGEND_SERIES = "u-series", LEGEND_MARKER = "u-marker", LEGEND_LABEL = "u-label", LEGEND_VALUE = "u-value", WIDTH = "width", HEIGHT = "height";
var BOTTOM = "bottom", LEFT = "left", RIGHT = "right", hexBlack = "#000", transparent = hexBlack + "0", mousemove = "mousemove", mousedown = "mousedown", mouseup = "mouseup", mouseenter = "mouseenter", mouseleave = "mouseleave", dblclick = "dblclick", resize = "resize", scroll = "scroll", change = "change", dppxchange = "dppxchange", LEGEND_DISP = "--", domEnv = typeof window < "u", doc = domEnv ? document : null, win = domEnv ? window : null, nav = domEnv ? navigator : null, pxRatio, query;
function setPxRatio() {
  let _pxRatio = devicePixelRatio;
  pxRatio != _pxRatio && (pxRatio = _pxRatio, query && off(change, query, setPxRatio), query = matchMedia(`(min-resolution: ${pxRatio - 1e-3}dppx) and (max-resolution: ${pxRatio + 1e-3}dppx)`), on(change, query, setPxRatio), win.dispatchEvent(new CustomEvent(dppxchange)));
}
function addClass(el2, c4) {
  if (c4 != null) {
    let cl = el2.classList;
    !cl.contains(c4) && cl.add(c4);
  }
}
function remClass(el2, c4) {
  let cl = el2.classList;
  cl.contains(c4) && cl.remove(c4);
}
function setStylePx(el2, name, value) {
  el2.style[name] = value + "px";
}
function placeTag(tag, cls, targ, refEl) {
  let el2 = doc.createElement(tag);
  return cls != null && addClass(el2, cls), targ?.insertBefore(el2, refEl), el2;
}
function placeDiv(cls, targ) {
  return placeTag("div", cls, targ);
}
var xformCache = /* @__PURE__ */ new WeakMap();
function elTrans(el2, xPos, yPos, xMax, yMax) {
  let xform = "translate(" + xPos + "px," + yPos + "px)", xformOld = xformCache.get(el2);
  xform != xformOld && (el2.style.transform = xform, xformCache.set(el2, xform), xPos < 0 || yPos < 0 || xPos > xMax || yPos > yMax ? addClass(el2, OFF) : remClass(el2, OFF));
}
var colorCache = /* @__PURE__ */ new WeakMap();
function elColor(el2, background, borderColor) {
  let newColor = background + borderColor, oldColor = colorCache.get(el2);
  newColor != oldColor && (colorCache.set(el2, newColor), el2.style.background = background, el2.style.borderColor = borderColor);
}
var sizeCache = /* @__PURE__ */ new WeakMap();
function elSize(el2, newWid, newHgt, centered) {
  let newSize = newWid + "" + newHgt, oldSize = sizeCache.get(el2);
  newSize != oldSize && (sizeCache.set(el2, newSize), el2.style.height = newHgt + "px", el2.style.width = newWid + "px", el2.style.marginLeft = centered ? -newWid / 2 + "px" : 0, el2.style.marginTop = centered ? -newHgt / 2 + "px" : 0);
}
var evOpts = { passive: !0 }, evOpts2 = { ...evOpts, capture: !0 };
function on(ev, el2, cb, capt) {
  el2.addEventListener(ev, cb, capt ? evOpts2 : evOpts);
}
function off(ev, el2, cb, capt) {
  el2.removeEventListener(ev, cb, evOpts);
}
domEnv && setPxRatio();
function closestIdx(num, arr, lo, hi) {
  let mid;
  lo = lo || 0, hi = hi || arr.length - 1;
  let bitwise = hi <= 2147483647;
  for (; hi - lo > 1; )
    mid = bitwise ? lo + hi >> 1 : floor((lo + hi) / 2), arr[mid] < num ? lo = mid : hi = mid;
  return num - arr[lo] <= arr[hi] - num ? lo : hi;
}
function makeIndexOfs(predicate) {
  return (data, _i0, _i1) => {
    let i0 = -1, i1 = -1;
    for (let i4 = _i0; i4 <= _i1; i4++)
      if (predicate(data[i4])) {
        i0 = i4;
        break;
      }
    for (let i4 = _i1; i4 >= _i0; i4--)
      if (predicate(data[i4])) {
        i1 = i4;
        break;
      }
    return [i0, i1];
  };
}
var notNullish = (v4) => v4 != null, isPositive = (v4) => v4 != null && v4 > 0, nonNullIdxs = makeIndexOfs(notNullish), positiveIdxs = makeIndexOfs(isPositive);
function getMinMax(data, _i0, _i1, sorted = 0, log = !1) {
  let getEdgeIdxs = log ? positiveIdxs : nonNullIdxs, predicate = log ? isPositive : notNullish;
  [_i0, _i1] = getEdgeIdxs(data, _i0, _i1);
  let _min = data[_i0], _max = data[_i0];
  if (_i0 > -1)
    if (sorted == 1)
      _min = data[_i0], _max = data[_i1];
    else if (sorted == -1)
      _min = data[_i1], _max = data[_i0];
    else
      for (let i4 = _i0; i4 <= _i1; i4++) {
        let v4 = data[i4];
        predicate(v4) && (v4 < _min ? _min = v4 : v4 > _max && (_max = v4));
      }
  return [_min ?? inf, _max ?? -inf];
}
function rangeLog(min2, max2, base, fullMags) {
  let minSign = sign(min2), maxSign = sign(max2);
  min2 == max2 && (minSign == -1 ? (min2 *= base, max2 /= base) : (min2 /= base, max2 *= base));
  let logFn = base == 10 ? log10 : log2, growMinAbs = minSign == 1 ? floor : ceil, growMaxAbs = maxSign == 1 ? ceil : floor, minExp = growMinAbs(logFn(abs(min2))), maxExp = growMaxAbs(logFn(abs(max2))), minIncr = pow(base, minExp), maxIncr = pow(base, maxExp);
  return base == 10 && (minExp < 0 && (minIncr = roundDec(minIncr, -minExp)), maxExp < 0 && (maxIncr = roundDec(maxIncr, -maxExp))), fullMags || base == 2 ? (min2 = minIncr * minSign, max2 = maxIncr * maxSign) : (min2 = incrRoundDn(min2, minIncr), max2 = incrRoundUp(max2, maxIncr)), [min2, max2];
}
function rangeAsinh(min2, max2, base, fullMags) {
  let minMax = rangeLog(min2, max2, base, fullMags);
  return min2 == 0 && (minMax[0] = 0), max2 == 0 && (minMax[1] = 0), minMax;
}
var rangePad = 0.1, autoRangePart = {
  mode: 3,
  pad: rangePad
}, _eqRangePart = {
  pad: 0,
  soft: null,
  mode: 0
}, _eqRange = {
  min: _eqRangePart,
  max: _eqRangePart
};
function rangeNum(_min, _max, mult, extra) {
  return isObj(mult) ? _rangeNum(_min, _max, mult) : (_eqRangePart.pad = mult, _eqRangePart.soft = extra ? 0 : null, _eqRangePart.mode = extra ? 3 : 0, _rangeNum(_min, _max, _eqRange));
}
function ifNull(lh, rh) {
  return lh ?? rh;
}
function hasData(data, idx0, idx1) {
  for (idx0 = ifNull(idx0, 0), idx1 = ifNull(idx1, data.length - 1); idx0 <= idx1; ) {
    if (data[idx0] != null)
      return !0;
    idx0++;
  }
  return !1;
}
function _rangeNum(_min, _max, cfg) {
  let cmin = cfg.min, cmax = cfg.max, padMin = ifNull(cmin.pad, 0), padMax = ifNull(cmax.pad, 0), hardMin = ifNull(cmin.hard, -inf), hardMax = ifNull(cmax.hard, inf), softMin = ifNull(cmin.soft, inf), softMax = ifNull(cmax.soft, -inf), softMinMode = ifNull(cmin.mode, 0), softMaxMode = ifNull(cmax.mode, 0), delta = _max - _min, deltaMag = log10(delta), scalarMax = max(abs(_min), abs(_max)), scalarMag = log10(scalarMax), scalarMagDelta = abs(scalarMag - deltaMag);
  (delta < 1e-24 || scalarMagDelta > 10) && (delta = 0, (_min == 0 || _max == 0) && (delta = 1e-24, softMinMode == 2 && softMin != inf && (padMin = 0), softMaxMode == 2 && softMax != -inf && (padMax = 0)));
  let nonZeroDelta = delta || scalarMax || 1e3, mag = log10(nonZeroDelta), base = pow(10, floor(mag)), _padMin = nonZeroDelta * (delta == 0 ? _min == 0 ? 0.1 : 1 : padMin), _newMin = roundDec(incrRoundDn(_min - _padMin, base / 10), 24), _softMin = _min >= softMin && (softMinMode == 1 || softMinMode == 3 && _newMin <= softMin || softMinMode == 2 && _newMin >= softMin) ? softMin : inf, minLim = max(hardMin, _newMin < _softMin && _min >= _softMin ? _softMin : min(_softMin, _newMin)), _padMax = nonZeroDelta * (delta == 0 ? _max == 0 ? 0.1 : 1 : padMax), _newMax = roundDec(incrRoundUp(_max + _padMax, base / 10), 24), _softMax = _max <= softMax && (softMaxMode == 1 || softMaxMode == 3 && _newMax >= softMax || softMaxMode == 2 && _newMax <= softMax) ? softMax : -inf, maxLim = min(hardMax, _newMax > _softMax && _max <= _softMax ? _softMax : max(_softMax, _newMax));
  return minLim == maxLim && minLim == 0 && (maxLim = 100), [minLim, maxLim];
}
var numFormatter = new Intl.NumberFormat(domEnv ? nav.language : "en-US"), fmtNum = (val) => numFormatter.format(val), M2 = Math, PI = M2.PI, abs = M2.abs, floor = M2.floor, round = M2.round, ceil = M2.ceil, min = M2.min, max = M2.max, pow = M2.pow, sign = M2.sign, log10 = M2.log10, log2 = M2.log2, sinh = (v4, linthresh = 1) => M2.sinh(v4) * linthresh, asinh = (v4, linthresh = 1) => M2.asinh(v4 / linthresh), inf = 1 / 0;
function numIntDigits(x4) {
  return (log10((x4 ^ x4 >> 31) - (x4 >> 31)) | 0) + 1;
}
function clamp(num, _min, _max) {
  return min(max(num, _min), _max);
}
function isFn(v4) {
  return typeof v4 == "function";
}
function fnOrSelf(v4) {
  return isFn(v4) ? v4 : () => v4;
}
var noop = () => {
}, retArg0 = (_0) => _0, retArg1 = (_0, _1) => _1, retNull = (_6) => null, retTrue = (_6) => !0, retEq = (a4, b3) => a4 == b3, regex6 = /\.\d*?(?=9{6,}|0{6,})/gm, fixFloat = (val) => {
  if (isInt(val) || fixedDec.has(val))
    return val;
  let str = `${val}`, match = str.match(regex6);
  if (match == null)
    return val;
  let len = match[0].length - 1;
  if (str.indexOf("e-") != -1) {
    let [num, exp] = str.split("e");
    return +`${fixFloat(num)}e${exp}`;
  }
  return roundDec(val, len);
};
function incrRound(num, incr) {
  return fixFloat(roundDec(fixFloat(num / incr)) * incr);
}
function incrRoundUp(num, incr) {
  return fixFloat(ceil(fixFloat(num / incr)) * incr);
}
function incrRoundDn(num, incr) {
  return fixFloat(floor(fixFloat(num / incr)) * incr);
}
function roundDec(val, dec = 0) {
  if (isInt(val))
    return val;
  let p5 = 10 ** dec, n4 = val * p5 * (1 + Number.EPSILON);
  return round(n4) / p5;
}
var fixedDec = /* @__PURE__ */ new Map();
function guessDec(num) {
  return (("" + num).split(".")[1] || "").length;
}
function genIncrs(base, minExp, maxExp, mults) {
  let incrs = [], multDec = mults.map(guessDec);
  for (let exp = minExp; exp < maxExp; exp++) {
    let expa = abs(exp), mag = roundDec(pow(base, exp), expa);
    for (let i4 = 0; i4 < mults.length; i4++) {
      let _incr = base == 10 ? +`${mults[i4]}e${exp}` : mults[i4] * mag, dec = (exp >= 0 ? 0 : expa) + (exp >= multDec[i4] ? 0 : multDec[i4]), incr = base == 10 ? _incr : roundDec(_incr, dec);
      incrs.push(incr), fixedDec.set(incr, dec);
    }
  }
  return incrs;
}
var EMPTY_OBJ = {}, EMPTY_ARR = [], nullNullTuple = [null, null], isArr = Array.isArray, isInt = Number.isInteger, isUndef = (v4) => v4 === void 0;
function isStr(v4) {
  return typeof v4 == "string";
}
function isObj(v4) {
  let is = !1;
  if (v4 != null) {
    let c4 = v4.constructor;
    is = c4 == null || c4 == Object;
  }
  return is;
}
function fastIsObj(v4) {
  return v4 != null && typeof v4 == "object";
}
var TypedArray = Object.getPrototypeOf(Uint8Array), __proto__ = "__proto__";
function copy(o5, _isObj = isObj) {
  let out;
  if (isArr(o5)) {
    let val = o5.find((v4) => v4 != null);
    if (isArr(val) || _isObj(val)) {
      out = Array(o5.length);
      for (let i4 = 0; i4 < o5.length; i4++)
        out[i4] = copy(o5[i4], _isObj);
    } else
      out = o5.slice();
  } else if (o5 instanceof TypedArray)
    out = o5.slice();
  else if (_isObj(o5)) {
    out = {};
    for (let k4 in o5)
      k4 != __proto__ && (out[k4] = copy(o5[k4], _isObj));
  } else
    out = o5;
  return out;
}
function assign(targ) {
  let args = arguments;
  for (let i4 = 1; i4 < args.length; i4++) {
    let src = args[i4];
    for (let key2 in src)
      key2 != __proto__ && (isObj(targ[key2]) ? assign(targ[key2], copy(src[key2])) : targ[key2] = copy(src[key2]));
  }
  return targ;
}
var NULL_REMOVE = 0, NULL_RETAIN = 1, NULL_EXPAND = 2;
function nullExpand(yVals, nullIdxs, alignedLen) {
  for (let i4 = 0, xi, lastNullIdx = -1; i4 < nullIdxs.length; i4++) {
    let nullIdx = nullIdxs[i4];
    if (nullIdx > lastNullIdx) {
      for (xi = nullIdx - 1; xi >= 0 && yVals[xi] == null; )
        yVals[xi--] = null;
      for (xi = nullIdx + 1; xi < alignedLen && yVals[xi] == null; )
        yVals[lastNullIdx = xi++] = null;
    }
  }
}
function join(tables, nullModes) {
  if (allHeadersSame(tables)) {
    let table = tables[0].slice();
    for (let i4 = 1; i4 < tables.length; i4++)
      table.push(...tables[i4].slice(1));
    return isAsc(table[0]) || (table = sortCols(table)), table;
  }
  let xVals = /* @__PURE__ */ new Set();
  for (let ti = 0; ti < tables.length; ti++) {
    let xs = tables[ti][0], len = xs.length;
    for (let i4 = 0; i4 < len; i4++)
      xVals.add(xs[i4]);
  }
  let data = [Array.from(xVals).sort((a4, b3) => a4 - b3)], alignedLen = data[0].length, xIdxs = /* @__PURE__ */ new Map();
  for (let i4 = 0; i4 < alignedLen; i4++)
    xIdxs.set(data[0][i4], i4);
  for (let ti = 0; ti < tables.length; ti++) {
    let t6 = tables[ti], xs = t6[0];
    for (let si = 1; si < t6.length; si++) {
      let ys = t6[si], yVals = Array(alignedLen).fill(void 0), nullMode = nullModes ? nullModes[ti][si] : NULL_RETAIN, nullIdxs = [];
      for (let i4 = 0; i4 < ys.length; i4++) {
        let yVal = ys[i4], alignedIdx = xIdxs.get(xs[i4]);
        yVal === null ? nullMode != NULL_REMOVE && (yVals[alignedIdx] = yVal, nullMode == NULL_EXPAND && nullIdxs.push(alignedIdx)) : yVals[alignedIdx] = yVal;
      }
      nullExpand(yVals, nullIdxs, alignedLen), data.push(yVals);
    }
  }
  return data;
}
var microTask = typeof queueMicrotask > "u" ? (fn) => Promise.resolve().then(fn) : queueMicrotask;
function sortCols(table) {
  let head = table[0], rlen = head.length, idxs = Array(rlen);
  for (let i4 = 0; i4 < idxs.length; i4++)
    idxs[i4] = i4;
  idxs.sort((i0, i1) => head[i0] - head[i1]);
  let table2 = [];
  for (let i4 = 0; i4 < table.length; i4++) {
    let row = table[i4], row2 = Array(rlen);
    for (let j4 = 0; j4 < rlen; j4++)
      row2[j4] = row[idxs[j4]];
    table2.push(row2);
  }
  return table2;
}
function allHeadersSame(tables) {
  let vals0 = tables[0][0], len0 = vals0.length;
  for (let i4 = 1; i4 < tables.length; i4++) {
    let vals1 = tables[i4][0];
    if (vals1.length != len0)
      return !1;
    if (vals1 != vals0) {
      for (let j4 = 0; j4 < len0; j4++)
        if (vals1[j4] != vals0[j4])
          return !1;
    }
  }
  return !0;
}
function isAsc(vals, samples = 100) {
  let len = vals.length;
  if (len <= 1)
    return !0;
  let firstIdx = 0, lastIdx = len - 1;
  for (; firstIdx <= lastIdx && vals[firstIdx] == null; )
    firstIdx++;
  for (; lastIdx >= firstIdx && vals[lastIdx] == null; )
    lastIdx--;
  if (lastIdx <= firstIdx)
    return !0;
  let stride = max(1, floor((lastIdx - firstIdx + 1) / samples));
  for (let prevVal = vals[firstIdx], i4 = firstIdx + stride; i4 <= lastIdx; i4 += stride) {
    let v4 = vals[i4];
    if (v4 != null) {
      if (v4 <= prevVal)
        return !1;
      prevVal = v4;
    }
  }
  return !0;
}
var months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December"
], days = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday"
];
function slice3(str) {
  return str.slice(0, 3);
}
var days3 = days.map(slice3), months3 = months.map(slice3), engNames = {
  MMMM: months,
  MMM: months3,
  WWWW: days,
  WWW: days3
};
function zeroPad2(int) {
  return (int < 10 ? "0" : "") + int;
}
function zeroPad3(int) {
  return (int < 10 ? "00" : int < 100 ? "0" : "") + int;
}
var subs = {
  // 2019
  YYYY: (d5) => d5.getFullYear(),
  // 19
  YY: (d5) => (d5.getFullYear() + "").slice(2),
  // July
  MMMM: (d5, names2) => names2.MMMM[d5.getMonth()],
  // Jul
  MMM: (d5, names2) => names2.MMM[d5.getMonth()],
  // 07
  MM: (d5) => zeroPad2(d5.getMonth() + 1),
  // 7
  M: (d5) => d5.getMonth() + 1,
  // 09
  DD: (d5) => zeroPad2(d5.getDate()),
  // 9
  D: (d5) => d5.getDate(),
  // Monday
  WWWW: (d5, names2) => names2.WWWW[d5.getDay()],
  // Mon
  WWW: (d5, names2) => names2.WWW[d5.getDay()],
  // 03
  HH: (d5) => zeroPad2(d5.getHours()),
  // 3
  H: (d5) => d5.getHours(),
  // 9 (12hr, unpadded)
  h: (d5) => {
    let h5 = d5.getHours();
    return h5 == 0 ? 12 : h5 > 12 ? h5 - 12 : h5;
  },
  // AM
  AA: (d5) => d5.getHours() >= 12 ? "PM" : "AM",
  // am
  aa: (d5) => d5.getHours() >= 12 ? "pm" : "am",
  // a
  a: (d5) => d5.getHours() >= 12 ? "p" : "a",
  // 09
  mm: (d5) => zeroPad2(d5.getMinutes()),
  // 9
  m: (d5) => d5.getMinutes(),
  // 09
  ss: (d5) => zeroPad2(d5.getSeconds()),
  // 9
  s: (d5) => d5.getSeconds(),
  // 374
  fff: (d5) => zeroPad3(d5.getMilliseconds())
};
function fmtDate(tpl, names2) {
  names2 = names2 || engNames;
  let parts = [], R = /\{([a-z]+)\}|[^{]+/gi, m6;
  for (; m6 = R.exec(tpl); )
    parts.push(m6[0][0] == "{" ? subs[m6[1]] : m6[0]);
  return (d5) => {
    let out = "";
    for (let i4 = 0; i4 < parts.length; i4++)
      out += typeof parts[i4] == "string" ? parts[i4] : parts[i4](d5, names2);
    return out;
  };
}
var localTz = new Intl.DateTimeFormat().resolvedOptions().timeZone;
function tzDate(date, tz) {
  let date2;
  return tz == "UTC" || tz == "Etc/UTC" ? date2 = new Date(+date + date.getTimezoneOffset() * 6e4) : tz == localTz ? date2 = date : (date2 = new Date(date.toLocaleString("en-US", { timeZone: tz })), date2.setMilliseconds(date.getMilliseconds())), date2;
}
var onlyWhole = (v4) => v4 % 1 == 0, allMults = [1, 2, 2.5, 5], decIncrs = genIncrs(10, -32, 0, allMults), oneIncrs = genIncrs(10, 0, 32, allMults), wholeIncrs = oneIncrs.filter(onlyWhole), numIncrs = decIncrs.concat(oneIncrs), NL = `
`, yyyy = "{YYYY}", NLyyyy = NL + yyyy, md = "{M}/{D}", NLmd = NL + md, NLmdyy = NLmd + "/{YY}", aa = "{aa}", hmm = "{h}:{mm}", hmmaa = hmm + aa, NLhmmaa = NL + hmmaa, ss = ":{ss}", _5 = null;
function genTimeStuffs(ms) {
  let s4 = ms * 1e3, m6 = s4 * 60, h5 = m6 * 60, d5 = h5 * 24, mo = d5 * 30, y5 = d5 * 365, timeIncrs = (ms == 1 ? genIncrs(10, 0, 3, allMults).filter(onlyWhole) : genIncrs(10, -3, 0, allMults)).concat([
    // minute divisors (# of secs)
    s4,
    s4 * 5,
    s4 * 10,
    s4 * 15,
    s4 * 30,
    // hour divisors (# of mins)
    m6,
    m6 * 5,
    m6 * 10,
    m6 * 15,
    m6 * 30,
    // day divisors (# of hrs)
    h5,
    h5 * 2,
    h5 * 3,
    h5 * 4,
    h5 * 6,
    h5 * 8,
    h5 * 12,
    // month divisors TODO: need more?
    d5,
    d5 * 2,
    d5 * 3,
    d5 * 4,
    d5 * 5,
    d5 * 6,
    d5 * 7,
    d5 * 8,
    d5 * 9,
    d5 * 10,
    d5 * 15,
    // year divisors (# months, approx)
    mo,
    mo * 2,
    mo * 3,
    mo * 4,
    mo * 6,
    // century divisors
    y5,
    y5 * 2,
    y5 * 5,
    y5 * 10,
    y5 * 25,
    y5 * 50,
    y5 * 100
  ]), _timeAxisStamps = [
    //   tick incr    default          year                    month   day                   hour    min       sec   mode
    [y5, yyyy, _5, _5, _5, _5, _5, _5, 1],
    [d5 * 28, "{MMM}", NLyyyy, _5, _5, _5, _5, _5, 1],
    [d5, md, NLyyyy, _5, _5, _5, _5, _5, 1],
    [h5, "{h}" + aa, NLmdyy, _5, NLmd, _5, _5, _5, 1],
    [m6, hmmaa, NLmdyy, _5, NLmd, _5, _5, _5, 1],
    [s4, ss, NLmdyy + " " + hmmaa, _5, NLmd + " " + hmmaa, _5, NLhmmaa, _5, 1],
    [ms, ss + ".{fff}", NLmdyy + " " + hmmaa, _5, NLmd + " " + hmmaa, _5, NLhmmaa, _5, 1]
  ];
  function timeAxisSplits(tzDate2) {
    return (self, axisIdx, scaleMin, scaleMax, foundIncr, foundSpace) => {
      let splits = [], isYr = foundIncr >= y5, isMo = foundIncr >= mo && foundIncr < y5, minDate = tzDate2(scaleMin), minDateTs = roundDec(minDate * ms, 3), minMin = mkDate(minDate.getFullYear(), isYr ? 0 : minDate.getMonth(), isMo || isYr ? 1 : minDate.getDate()), minMinTs = roundDec(minMin * ms, 3);
      if (isMo || isYr) {
        let moIncr = isMo ? foundIncr / mo : 0, yrIncr = isYr ? foundIncr / y5 : 0, split = minDateTs == minMinTs ? minDateTs : roundDec(mkDate(minMin.getFullYear() + yrIncr, minMin.getMonth() + moIncr, 1) * ms, 3), splitDate = new Date(round(split / ms)), baseYear = splitDate.getFullYear(), baseMonth = splitDate.getMonth();
        for (let i4 = 0; split <= scaleMax; i4++) {
          let next = mkDate(baseYear + yrIncr * i4, baseMonth + moIncr * i4, 1), offs = next - tzDate2(roundDec(next * ms, 3));
          split = roundDec((+next + offs) * ms, 3), split <= scaleMax && splits.push(split);
        }
      } else {
        let incr0 = foundIncr >= d5 ? d5 : foundIncr, tzOffset = floor(scaleMin) - floor(minDateTs), split = minMinTs + tzOffset + incrRoundUp(minDateTs - minMinTs, incr0);
        splits.push(split);
        let date0 = tzDate2(split), prevHour = date0.getHours() + date0.getMinutes() / m6 + date0.getSeconds() / h5, incrHours = foundIncr / h5, minSpace = self.axes[axisIdx]._space, pctSpace = foundSpace / minSpace;
        for (; split = roundDec(split + foundIncr, ms == 1 ? 0 : 3), !(split > scaleMax); )
          if (incrHours > 1) {
            let expectedHour = floor(roundDec(prevHour + incrHours, 6)) % 24, dstShift = tzDate2(split).getHours() - expectedHour;
            dstShift > 1 && (dstShift = -1), split -= dstShift * h5, prevHour = (prevHour + incrHours) % 24;
            let prevSplit = splits[splits.length - 1];
            roundDec((split - prevSplit) / foundIncr, 3) * pctSpace >= 0.7 && splits.push(split);
          } else
            splits.push(split);
      }
      return splits;
    };
  }
  return [
    timeIncrs,
    _timeAxisStamps,
    timeAxisSplits
  ];
}
var [timeIncrsMs, _timeAxisStampsMs, timeAxisSplitsMs] = genTimeStuffs(1), [timeIncrsS, _timeAxisStampsS, timeAxisSplitsS] = genTimeStuffs(1e-3);
genIncrs(2, -53, 53, [1]);
function timeAxisStamps(stampCfg, fmtDate2) {
  return stampCfg.map((s4) => s4.map(
    (v4, i4) => i4 == 0 || i4 == 8 || v4 == null ? v4 : fmtDate2(i4 == 1 || s4[8] == 0 ? v4 : s4[1] + v4)
  ));
}
function timeAxisVals(tzDate2, stamps) {
  return (self, splits, axisIdx, foundSpace, foundIncr) => {
    let s4 = stamps.find((s5) => foundIncr >= s5[0]) || stamps[stamps.length - 1], prevYear, prevMnth, prevDate, prevHour, prevMins, prevSecs;
    return splits.map((split) => {
      let date = tzDate2(split), newYear = date.getFullYear(), newMnth = date.getMonth(), newDate = date.getDate(), newHour = date.getHours(), newMins = date.getMinutes(), newSecs = date.getSeconds(), stamp = newYear != prevYear && s4[2] || newMnth != prevMnth && s4[3] || newDate != prevDate && s4[4] || newHour != prevHour && s4[5] || newMins != prevMins && s4[6] || newSecs != prevSecs && s4[7] || s4[1];
      return prevYear = newYear, prevMnth = newMnth, prevDate = newDate, prevHour = newHour, prevMins = newMins, prevSecs = newSecs, stamp(date);
    });
  };
}
function timeAxisVal(tzDate2, dateTpl) {
  let stamp = fmtDate(dateTpl);
  return (self, splits, axisIdx, foundSpace, foundIncr) => splits.map((split) => stamp(tzDate2(split)));
}
function mkDate(y5, m6, d5) {
  return new Date(y5, m6, d5);
}
function timeSeriesStamp(stampCfg, fmtDate2) {
  return fmtDate2(stampCfg);
}
var _timeSeriesStamp = "{YYYY}-{MM}-{DD} {h}:{mm}{aa}";
function timeSeriesVal(tzDate2, stamp) {
  return (self, val, seriesIdx, dataIdx) => dataIdx == null ? LEGEND_DISP : stamp(tzDate2(val));
}
function legendStroke(self, seriesIdx) {
  let s4 = self.series[seriesIdx];
  return s4.width ? s4.stroke(self, seriesIdx) : s4.points.width ? s4.points.stroke(self, seriesIdx) : null;
}
function legendFill(self, seriesIdx) {
  return self.series[seriesIdx].fill(self, seriesIdx);
}
var legendOpts = {
  show: !0,
  live: !0,
  isolate: !1,
  mount: noop,
  markers: {
    show: !0,
    width: 2,
    stroke: legendStroke,
    fill: legendFill,
    dash: "solid"
  },
  idx: null,
  idxs: null,
  values: []
};
function cursorPointShow(self, si) {
  let o5 = self.cursor.points, pt = placeDiv(), size = o5.size(self, si);
  setStylePx(pt, WIDTH, size), setStylePx(pt, HEIGHT, size);
  let mar = size / -2;
  setStylePx(pt, "marginLeft", mar), setStylePx(pt, "marginTop", mar);
  let width = o5.width(self, si, size);
  return width && setStylePx(pt, "borderWidth", width), pt;
}
function cursorPointFill(self, si) {
  let sp = self.series[si].points;
  return sp._fill || sp._stroke;
}
function cursorPointStroke(self, si) {
  let sp = self.series[si].points;
  return sp._stroke || sp._fill;
}
function cursorPointSize(self, si) {
  return self.series[si].points.size;
}
var moveTuple = [0, 0];
function cursorMove(self, mouseLeft1, mouseTop1) {
  return moveTuple[0] = mouseLeft1, moveTuple[1] = mouseTop1, moveTuple;
}
function filtBtn0(self, targ, handle, onlyTarg = !0) {
  return (e4) => {
    e4.button == 0 && (!onlyTarg || e4.target == targ) && handle(e4);
  };
}
function filtTarg(self, targ, handle, onlyTarg = !0) {
  return (e4) => {
    (!onlyTarg || e4.target == targ) && handle(e4);
  };
}
var cursorOpts = {
  show: !0,
  x: !0,
  y: !0,
  lock: !1,
  move: cursorMove,
  points: {
    one: !1,
    show: cursorPointShow,
    size: cursorPointSize,
    width: 0,
    stroke: cursorPointStroke,
    fill: cursorPointFill
  },
  bind: {
    mousedown: filtBtn0,
    mouseup: filtBtn0,
    click: filtBtn0,
    // legend clicks, not .u-over clicks
    dblclick: filtBtn0,
    mousemove: filtTarg,
    mouseleave: filtTarg,
    mouseenter: filtTarg
  },
  drag: {
    setScale: !0,
    x: !0,
    y: !1,
    dist: 0,
    uni: null,
    click: (self, e4) => {
      e4.stopPropagation(), e4.stopImmediatePropagation();
    },
    _x: !1,
    _y: !1
  },
  focus: {
    dist: (self, seriesIdx, dataIdx, valPos, curPos) => valPos - curPos,
    prox: -1,
    bias: 0
  },
  hover: {
    skip: [void 0],
    prox: null,
    bias: 0
  },
  left: -10,
  top: -10,
  idx: null,
  dataIdx: null,
  idxs: null,
  event: null
}, axisLines = {
  show: !0,
  stroke: "rgba(0,0,0,0.07)",
  width: 2
  //	dash: [],
}, grid = assign({}, axisLines, {
  filter: retArg1
}), ticks = assign({}, grid, {
  size: 10
}), border = assign({}, axisLines, {
  show: !1
}), font = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"', labelFont = "bold " + font, lineGap = 1.5, xAxisOpts = {
  show: !0,
  scale: "x",
  stroke: hexBlack,
  space: 50,
  gap: 5,
  alignTo: 1,
  size: 50,
  labelGap: 0,
  labelSize: 30,
  labelFont,
  side: 2,
  //	class: "x-vals",
  //	incrs: timeIncrs,
  //	values: timeVals,
  //	filter: retArg1,
  grid,
  ticks,
  border,
  font,
  lineGap,
  rotate: 0
}, numSeriesLabel = "Value", timeSeriesLabel = "Time", xSeriesOpts = {
  show: !0,
  scale: "x",
  auto: !1,
  sorted: 1,
  //	label: "Time",
  //	value: v => stamp(new Date(v * 1e3)),
  // internal caches
  min: inf,
  max: -inf,
  idxs: []
};
function numAxisVals(self, splits, axisIdx, foundSpace, foundIncr) {
  return splits.map((v4) => v4 == null ? "" : fmtNum(v4));
}
function numAxisSplits(self, axisIdx, scaleMin, scaleMax, foundIncr, foundSpace, forceMin) {
  let splits = [], numDec = fixedDec.get(foundIncr) || 0;
  scaleMin = forceMin ? scaleMin : roundDec(incrRoundUp(scaleMin, foundIncr), numDec);
  for (let val = scaleMin; val <= scaleMax; val = roundDec(val + foundIncr, numDec))
    splits.push(Object.is(val, -0) ? 0 : val);
  return splits;
}
function logAxisSplits(self, axisIdx, scaleMin, scaleMax, foundIncr, foundSpace, forceMin) {
  let splits = [], logBase = self.scales[self.axes[axisIdx].scale].log, logFn = logBase == 10 ? log10 : log2, exp = floor(logFn(scaleMin));
  foundIncr = pow(logBase, exp), logBase == 10 && (foundIncr = numIncrs[closestIdx(foundIncr, numIncrs)]);
  let split = scaleMin, nextMagIncr = foundIncr * logBase;
  logBase == 10 && (nextMagIncr = numIncrs[closestIdx(nextMagIncr, numIncrs)]);
  do
    splits.push(split), split = split + foundIncr, logBase == 10 && !fixedDec.has(split) && (split = roundDec(split, fixedDec.get(foundIncr))), split >= nextMagIncr && (foundIncr = split, nextMagIncr = foundIncr * logBase, logBase == 10 && (nextMagIncr = numIncrs[closestIdx(nextMagIncr, numIncrs)]));
  while (split <= scaleMax);
  return splits;
}
function asinhAxisSplits(self, axisIdx, scaleMin, scaleMax, foundIncr, foundSpace, forceMin) {
  let linthresh = self.scales[self.axes[axisIdx].scale].asinh, posSplits = scaleMax > linthresh ? logAxisSplits(self, axisIdx, max(linthresh, scaleMin), scaleMax, foundIncr) : [linthresh], zero = scaleMax >= 0 && scaleMin <= 0 ? [0] : [];
  return (scaleMin < -linthresh ? logAxisSplits(self, axisIdx, max(linthresh, -scaleMax), -scaleMin, foundIncr) : [linthresh]).reverse().map((v4) => -v4).concat(zero, posSplits);
}
var RE_ALL = /./, RE_12357 = /[12357]/, RE_125 = /[125]/, RE_1 = /1/, _filt = (splits, distr, re, keepMod) => splits.map((v4, i4) => distr == 4 && v4 == 0 || i4 % keepMod == 0 && re.test(v4.toExponential()[v4 < 0 ? 1 : 0]) ? v4 : null);
function log10AxisValsFilt(self, splits, axisIdx, foundSpace, foundIncr) {
  let axis = self.axes[axisIdx], scaleKey = axis.scale, sc = self.scales[scaleKey], valToPos = self.valToPos, minSpace = axis._space, _10 = valToPos(10, scaleKey), re = valToPos(9, scaleKey) - _10 >= minSpace ? RE_ALL : valToPos(7, scaleKey) - _10 >= minSpace ? RE_12357 : valToPos(5, scaleKey) - _10 >= minSpace ? RE_125 : RE_1;
  if (re == RE_1) {
    let magSpace = abs(valToPos(1, scaleKey) - _10);
    if (magSpace < minSpace)
      return _filt(splits.slice().reverse(), sc.distr, re, ceil(minSpace / magSpace)).reverse();
  }
  return _filt(splits, sc.distr, re, 1);
}
function log2AxisValsFilt(self, splits, axisIdx, foundSpace, foundIncr) {
  let axis = self.axes[axisIdx], scaleKey = axis.scale, minSpace = axis._space, valToPos = self.valToPos, magSpace = abs(valToPos(1, scaleKey) - valToPos(2, scaleKey));
  return magSpace < minSpace ? _filt(splits.slice().reverse(), 3, RE_ALL, ceil(minSpace / magSpace)).reverse() : splits;
}
function numSeriesVal(self, val, seriesIdx, dataIdx) {
  return dataIdx == null ? LEGEND_DISP : val == null ? "" : fmtNum(val);
}
var yAxisOpts = {
  show: !0,
  scale: "y",
  stroke: hexBlack,
  space: 30,
  gap: 5,
  alignTo: 1,
  size: 50,
  labelGap: 0,
  labelSize: 30,
  labelFont,
  side: 3,
  //	class: "y-vals",
  //	incrs: numIncrs,
  //	values: (vals, space) => vals,
  //	filter: retArg1,
  grid,
  ticks,
  border,
  font,
  lineGap,
  rotate: 0
};
function ptDia(width, mult) {
  let dia = 3 + (width || 1) * 2;
  return roundDec(dia * mult, 3);
}
function seriesPointsShow(self, si) {
  let { scale, idxs } = self.series[0], xData = self._data[0], p0 = self.valToPos(xData[idxs[0]], scale, !0), p1 = self.valToPos(xData[idxs[1]], scale, !0), dim = abs(p1 - p0), s4 = self.series[si], maxPts = dim / (s4.points.space * pxRatio);
  return idxs[1] - idxs[0] <= maxPts;
}
var facet = {
  scale: null,
  auto: !0,
  sorted: 0,
  // internal caches
  min: inf,
  max: -inf
}, gaps = (self, seriesIdx, idx0, idx1, nullGaps) => nullGaps, xySeriesOpts = {
  show: !0,
  auto: !0,
  sorted: 0,
  gaps,
  alpha: 1,
  facets: [
    assign({}, facet, { scale: "x" }),
    assign({}, facet, { scale: "y" })
  ]
}, ySeriesOpts = {
  scale: "y",
  auto: !0,
  sorted: 0,
  show: !0,
  spanGaps: !1,
  gaps,
  alpha: 1,
  points: {
    show: seriesPointsShow,
    filter: null
    //  paths:
    //	stroke: "#000",
    //	fill: "#fff",
    //	width: 1,
    //	size: 10,
  },
  //	label: "Value",
  //	value: v => v,
  values: null,
  // internal caches
  min: inf,
  max: -inf,
  idxs: [],
  path: null,
  clip: null
};
function clampScale(self, val, scaleMin, scaleMax, scaleKey) {
  return scaleMin / 10;
}
var xScaleOpts = {
  time: !0,
  auto: !0,
  distr: 1,
  log: 10,
  asinh: 1,
  min: null,
  max: null,
  dir: 1,
  ori: 0
}, yScaleOpts = assign({}, xScaleOpts, {
  time: !1,
  ori: 1
}), syncs = {};
function _sync(key2, opts) {
  let s4 = syncs[key2];
  return s4 || (s4 = {
    key: key2,
    plots: [],
    sub(plot) {
      s4.plots.push(plot);
    },
    unsub(plot) {
      s4.plots = s4.plots.filter((c4) => c4 != plot);
    },
    pub(type, self, x4, y5, w5, h5, i4) {
      for (let j4 = 0; j4 < s4.plots.length; j4++)
        s4.plots[j4] != self && s4.plots[j4].pub(type, self, x4, y5, w5, h5, i4);
    }
  }, key2 != null && (syncs[key2] = s4)), s4;
}
var BAND_CLIP_FILL = 1, BAND_CLIP_STROKE = 2;
function orient(u4, seriesIdx, cb) {
  let mode = u4.mode, series = u4.series[seriesIdx], data = mode == 2 ? u4._data[seriesIdx] : u4._data, scales = u4.scales, bbox = u4.bbox, dx = data[0], dy = mode == 2 ? data[1] : data[seriesIdx], sx = mode == 2 ? scales[series.facets[0].scale] : scales[u4.series[0].scale], sy = mode == 2 ? scales[series.facets[1].scale] : scales[series.scale], l4 = bbox.left, t6 = bbox.top, w5 = bbox.width, h5 = bbox.height, H2 = u4.valToPosH, V2 = u4.valToPosV;
  return sx.ori == 0 ? cb(
    series,
    dx,
    dy,
    sx,
    sy,
    H2,
    V2,
    l4,
    t6,
    w5,
    h5,
    moveToH,
    lineToH,
    rectH,
    arcH,
    bezierCurveToH
  ) : cb(
    series,
    dx,
    dy,
    sx,
    sy,
    V2,
    H2,
    t6,
    l4,
    h5,
    w5,
    moveToV,
    lineToV,
    rectV,
    arcV,
    bezierCurveToV
  );
}
function bandFillClipDirs(self, seriesIdx) {
  let fillDir = 0, clipDirs = 0, bands = ifNull(self.bands, EMPTY_ARR);
  for (let i4 = 0; i4 < bands.length; i4++) {
    let b3 = bands[i4];
    b3.series[0] == seriesIdx ? fillDir = b3.dir : b3.series[1] == seriesIdx && (b3.dir == 1 ? clipDirs |= 1 : clipDirs |= 2);
  }
  return [
    fillDir,
    clipDirs == 1 ? -1 : (
      // neg only
      clipDirs == 2 ? 1 : (
        // pos only
        clipDirs == 3 ? 2 : (
          // both
          0
        )
      )
    )
  ];
}
function seriesFillTo(self, seriesIdx, dataMin, dataMax, bandFillDir) {
  let mode = self.mode, series = self.series[seriesIdx], scaleKey = mode == 2 ? series.facets[1].scale : series.scale, scale = self.scales[scaleKey];
  return bandFillDir == -1 ? scale.min : bandFillDir == 1 ? scale.max : scale.distr == 3 ? scale.dir == 1 ? scale.min : scale.max : 0;
}
function clipBandLine(self, seriesIdx, idx0, idx1, strokePath, clipDir) {
  return orient(self, seriesIdx, (series, dataX, dataY, scaleX, scaleY, valToPosX, valToPosY, xOff, yOff, xDim, yDim) => {
    let pxRound = series.pxRound, dir = scaleX.dir * (scaleX.ori == 0 ? 1 : -1), lineTo = scaleX.ori == 0 ? lineToH : lineToV, frIdx, toIdx;
    dir == 1 ? (frIdx = idx0, toIdx = idx1) : (frIdx = idx1, toIdx = idx0);
    let x0 = pxRound(valToPosX(dataX[frIdx], scaleX, xDim, xOff)), y0 = pxRound(valToPosY(dataY[frIdx], scaleY, yDim, yOff)), x1 = pxRound(valToPosX(dataX[toIdx], scaleX, xDim, xOff)), yLimit = pxRound(valToPosY(clipDir == 1 ? scaleY.max : scaleY.min, scaleY, yDim, yOff)), clip = new Path2D(strokePath);
    return lineTo(clip, x1, yLimit), lineTo(clip, x0, yLimit), lineTo(clip, x0, y0), clip;
  });
}
function clipGaps(gaps2, ori, plotLft, plotTop, plotWid, plotHgt) {
  let clip = null;
  if (gaps2.length > 0) {
    clip = new Path2D();
    let rect2 = ori == 0 ? rectH : rectV, prevGapEnd = plotLft;
    for (let i4 = 0; i4 < gaps2.length; i4++) {
      let g5 = gaps2[i4];
      if (g5[1] > g5[0]) {
        let w6 = g5[0] - prevGapEnd;
        w6 > 0 && rect2(clip, prevGapEnd, plotTop, w6, plotTop + plotHgt), prevGapEnd = g5[1];
      }
    }
    let w5 = plotLft + plotWid - prevGapEnd, maxStrokeWidth = 10;
    w5 > 0 && rect2(clip, prevGapEnd, plotTop - maxStrokeWidth / 2, w5, plotTop + plotHgt + maxStrokeWidth);
  }
  return clip;
}
function addGap(gaps2, fromX, toX) {
  let prevGap = gaps2[gaps2.length - 1];
  prevGap && prevGap[0] == fromX ? prevGap[1] = toX : gaps2.push([fromX, toX]);
}
function findGaps(xs, ys, idx0, idx1, dir, pixelForX, align) {
  let gaps2 = [], len = xs.length;
  for (let i4 = dir == 1 ? idx0 : idx1; i4 >= idx0 && i4 <= idx1; i4 += dir)
    if (ys[i4] === null) {
      let fr = i4, to = i4;
      if (dir == 1)
        for (; ++i4 <= idx1 && ys[i4] === null; )
          to = i4;
      else
        for (; --i4 >= idx0 && ys[i4] === null; )
          to = i4;
      let frPx = pixelForX(xs[fr]), toPx = to == fr ? frPx : pixelForX(xs[to]), fri2 = fr - dir;
      frPx = align <= 0 && fri2 >= 0 && fri2 < len ? pixelForX(xs[fri2]) : frPx;
      let toi2 = to + dir;
      toPx = align >= 0 && toi2 >= 0 && toi2 < len ? pixelForX(xs[toi2]) : toPx, toPx >= frPx && gaps2.push([frPx, toPx]);
    }
  return gaps2;
}
function pxRoundGen(pxAlign) {
  return pxAlign == 0 ? retArg0 : pxAlign == 1 ? round : (v4) => incrRound(v4, pxAlign);
}
function rect(ori) {
  let moveTo = ori == 0 ? moveToH : moveToV, arcTo = ori == 0 ? (p5, x1, y1, x22, y22, r4) => {
    p5.arcTo(x1, y1, x22, y22, r4);
  } : (p5, y1, x1, y22, x22, r4) => {
    p5.arcTo(x1, y1, x22, y22, r4);
  }, rect2 = ori == 0 ? (p5, x4, y5, w5, h5) => {
    p5.rect(x4, y5, w5, h5);
  } : (p5, y5, x4, h5, w5) => {
    p5.rect(x4, y5, w5, h5);
  };
  return (p5, x4, y5, w5, h5, endRad = 0, baseRad = 0) => {
    endRad == 0 && baseRad == 0 ? rect2(p5, x4, y5, w5, h5) : (endRad = min(endRad, w5 / 2, h5 / 2), baseRad = min(baseRad, w5 / 2, h5 / 2), moveTo(p5, x4 + endRad, y5), arcTo(p5, x4 + w5, y5, x4 + w5, y5 + h5, endRad), arcTo(p5, x4 + w5, y5 + h5, x4, y5 + h5, baseRad), arcTo(p5, x4, y5 + h5, x4, y5, baseRad), arcTo(p5, x4, y5, x4 + w5, y5, endRad), p5.closePath());
  };
}
var moveToH = (p5, x4, y5) => {
  p5.moveTo(x4, y5);
}, moveToV = (p5, y5, x4) => {
  p5.moveTo(x4, y5);
}, lineToH = (p5, x4, y5) => {
  p5.lineTo(x4, y5);
}, lineToV = (p5, y5, x4) => {
  p5.lineTo(x4, y5);
}, rectH = rect(0), rectV = rect(1), arcH = (p5, x4, y5, r4, startAngle, endAngle) => {
  p5.arc(x4, y5, r4, startAngle, endAngle);
}, arcV = (p5, y5, x4, r4, startAngle, endAngle) => {
  p5.arc(x4, y5, r4, startAngle, endAngle);
}, bezierCurveToH = (p5, bp1x, bp1y, bp2x, bp2y, p2x, p2y) => {
  p5.bezierCurveTo(bp1x, bp1y, bp2x, bp2y, p2x, p2y);
}, bezierCurveToV = (p5, bp1y, bp1x, bp2y, bp2x, p2y, p2x) => {
  p5.bezierCurveTo(bp1x, bp1y, bp2x, bp2y, p2x, p2y);
};
function points(opts) {
  return (u4, seriesIdx, idx0, idx1, filtIdxs) => orient(u4, seriesIdx, (series, dataX, dataY, scaleX, scaleY, valToPosX, valToPosY, xOff, yOff, xDim, yDim) => {
    let { pxRound, points: points2 } = series, moveTo, arc;
    scaleX.ori == 0 ? (moveTo = moveToH, arc = arcH) : (moveTo = moveToV, arc = arcV);
    let width = roundDec(points2.width * pxRatio, 3), rad = (points2.size - points2.width) / 2 * pxRatio, dia = roundDec(rad * 2, 3), fill = new Path2D(), clip = new Path2D(), { left: lft, top, width: wid, height: hgt } = u4.bbox;
    rectH(
      clip,
      lft - dia,
      top - dia,
      wid + dia * 2,
      hgt + dia * 2
    );
    let drawPoint = (pi) => {
      if (dataY[pi] != null) {
        let x4 = pxRound(valToPosX(dataX[pi], scaleX, xDim, xOff)), y5 = pxRound(valToPosY(dataY[pi], scaleY, yDim, yOff));
        moveTo(fill, x4 + rad, y5), arc(fill, x4, y5, rad, 0, PI * 2);
      }
    };
    if (filtIdxs)
      filtIdxs.forEach(drawPoint);
    else
      for (let pi = idx0; pi <= idx1; pi++)
        drawPoint(pi);
    return {
      stroke: width > 0 ? fill : null,
      fill,
      clip,
      flags: BAND_CLIP_FILL | BAND_CLIP_STROKE
    };
  });
}
function _drawAcc(lineTo) {
  return (stroke2, accX, minY, maxY, inY, outY) => {
    minY != maxY && (inY != minY && outY != minY && lineTo(stroke2, accX, minY), inY != maxY && outY != maxY && lineTo(stroke2, accX, maxY), lineTo(stroke2, accX, outY));
  };
}
var drawAccH = _drawAcc(lineToH), drawAccV = _drawAcc(lineToV);
function linear(opts) {
  let alignGaps = ifNull(opts?.alignGaps, 0);
  return (u4, seriesIdx, idx0, idx1) => orient(u4, seriesIdx, (series, dataX, dataY, scaleX, scaleY, valToPosX, valToPosY, xOff, yOff, xDim, yDim) => {
    [idx0, idx1] = nonNullIdxs(dataY, idx0, idx1);
    let pxRound = series.pxRound, pixelForX = (val) => pxRound(valToPosX(val, scaleX, xDim, xOff)), pixelForY = (val) => pxRound(valToPosY(val, scaleY, yDim, yOff)), lineTo, drawAcc;
    scaleX.ori == 0 ? (lineTo = lineToH, drawAcc = drawAccH) : (lineTo = lineToV, drawAcc = drawAccV);
    let dir = scaleX.dir * (scaleX.ori == 0 ? 1 : -1), _paths = { stroke: new Path2D(), fill: null, clip: null, band: null, gaps: null, flags: BAND_CLIP_FILL }, stroke2 = _paths.stroke, hasGap = !1;
    if (idx1 - idx0 >= xDim * 4) {
      let xForPixel = (pos) => u4.posToVal(pos, scaleX.key, !0), minY = null, maxY = null, inY, outY, drawnAtX, accX = pixelForX(dataX[dir == 1 ? idx0 : idx1]), idx0px = pixelForX(dataX[idx0]), idx1px = pixelForX(dataX[idx1]), nextAccXVal = xForPixel(dir == 1 ? idx0px + 1 : idx1px - 1);
      for (let i4 = dir == 1 ? idx0 : idx1; i4 >= idx0 && i4 <= idx1; i4 += dir) {
        let xVal = dataX[i4], x4 = (dir == 1 ? xVal < nextAccXVal : xVal > nextAccXVal) ? accX : pixelForX(xVal), yVal = dataY[i4];
        x4 == accX ? yVal != null ? (outY = yVal, minY == null ? (lineTo(stroke2, x4, pixelForY(outY)), inY = minY = maxY = outY) : outY < minY ? minY = outY : outY > maxY && (maxY = outY)) : yVal === null && (hasGap = !0) : (minY != null && drawAcc(stroke2, accX, pixelForY(minY), pixelForY(maxY), pixelForY(inY), pixelForY(outY)), yVal != null ? (outY = yVal, lineTo(stroke2, x4, pixelForY(outY)), minY = maxY = inY = outY) : (minY = maxY = null, yVal === null && (hasGap = !0)), accX = x4, nextAccXVal = xForPixel(accX + dir));
      }
      minY != null && minY != maxY && drawnAtX != accX && drawAcc(stroke2, accX, pixelForY(minY), pixelForY(maxY), pixelForY(inY), pixelForY(outY));
    } else
      for (let i4 = dir == 1 ? idx0 : idx1; i4 >= idx0 && i4 <= idx1; i4 += dir) {
        let yVal = dataY[i4];
        yVal === null ? hasGap = !0 : yVal != null && lineTo(stroke2, pixelForX(dataX[i4]), pixelForY(yVal));
      }
    let [bandFillDir, bandClipDir] = bandFillClipDirs(u4, seriesIdx);
    if (series.fill != null || bandFillDir != 0) {
      let fill = _paths.fill = new Path2D(stroke2), fillToVal = series.fillTo(u4, seriesIdx, series.min, series.max, bandFillDir), fillToY = pixelForY(fillToVal), frX = pixelForX(dataX[idx0]), toX = pixelForX(dataX[idx1]);
      dir == -1 && ([toX, frX] = [frX, toX]), lineTo(fill, toX, fillToY), lineTo(fill, frX, fillToY);
    }
    if (!series.spanGaps) {
      let gaps2 = [];
      hasGap && gaps2.push(...findGaps(dataX, dataY, idx0, idx1, dir, pixelForX, alignGaps)), _paths.gaps = gaps2 = series.gaps(u4, seriesIdx, idx0, idx1, gaps2), _paths.clip = clipGaps(gaps2, scaleX.ori, xOff, yOff, xDim, yDim);
    }
    return bandClipDir != 0 && (_paths.band = bandClipDir == 2 ? [
      clipBandLine(u4, seriesIdx, idx0, idx1, stroke2, -1),
      clipBandLine(u4, seriesIdx, idx0, idx1, stroke2, 1)
    ] : clipBandLine(u4, seriesIdx, idx0, idx1, stroke2, bandClipDir)), _paths;
  });
}
function stepped(opts) {
  let align = ifNull(opts.align, 1), ascDesc = ifNull(opts.ascDesc, !1), alignGaps = ifNull(opts.alignGaps, 0), extend = ifNull(opts.extend, !1);
  return (u4, seriesIdx, idx0, idx1) => orient(u4, seriesIdx, (series, dataX, dataY, scaleX, scaleY, valToPosX, valToPosY, xOff, yOff, xDim, yDim) => {
    [idx0, idx1] = nonNullIdxs(dataY, idx0, idx1);
    let pxRound = series.pxRound, { left, width } = u4.bbox, pixelForX = (val) => pxRound(valToPosX(val, scaleX, xDim, xOff)), pixelForY = (val) => pxRound(valToPosY(val, scaleY, yDim, yOff)), lineTo = scaleX.ori == 0 ? lineToH : lineToV, _paths = { stroke: new Path2D(), fill: null, clip: null, band: null, gaps: null, flags: BAND_CLIP_FILL }, stroke2 = _paths.stroke, dir = scaleX.dir * (scaleX.ori == 0 ? 1 : -1), prevYPos = pixelForY(dataY[dir == 1 ? idx0 : idx1]), firstXPos = pixelForX(dataX[dir == 1 ? idx0 : idx1]), prevXPos = firstXPos, firstXPosExt = firstXPos;
    extend && align == -1 && (firstXPosExt = left, lineTo(stroke2, firstXPosExt, prevYPos)), lineTo(stroke2, firstXPos, prevYPos);
    for (let i4 = dir == 1 ? idx0 : idx1; i4 >= idx0 && i4 <= idx1; i4 += dir) {
      let yVal1 = dataY[i4];
      if (yVal1 == null)
        continue;
      let x1 = pixelForX(dataX[i4]), y1 = pixelForY(yVal1);
      align == 1 ? lineTo(stroke2, x1, prevYPos) : lineTo(stroke2, prevXPos, y1), lineTo(stroke2, x1, y1), prevYPos = y1, prevXPos = x1;
    }
    let prevXPosExt = prevXPos;
    extend && align == 1 && (prevXPosExt = left + width, lineTo(stroke2, prevXPosExt, prevYPos));
    let [bandFillDir, bandClipDir] = bandFillClipDirs(u4, seriesIdx);
    if (series.fill != null || bandFillDir != 0) {
      let fill = _paths.fill = new Path2D(stroke2), fillTo = series.fillTo(u4, seriesIdx, series.min, series.max, bandFillDir), fillToY = pixelForY(fillTo);
      lineTo(fill, prevXPosExt, fillToY), lineTo(fill, firstXPosExt, fillToY);
    }
    if (!series.spanGaps) {
      let gaps2 = [];
      gaps2.push(...findGaps(dataX, dataY, idx0, idx1, dir, pixelForX, alignGaps));
      let halfStroke = series.width * pxRatio / 2, startsOffset = ascDesc || align == 1 ? halfStroke : -halfStroke, endsOffset = ascDesc || align == -1 ? -halfStroke : halfStroke;
      gaps2.forEach((g5) => {
        g5[0] += startsOffset, g5[1] += endsOffset;
      }), _paths.gaps = gaps2 = series.gaps(u4, seriesIdx, idx0, idx1, gaps2), _paths.clip = clipGaps(gaps2, scaleX.ori, xOff, yOff, xDim, yDim);
    }
    return bandClipDir != 0 && (_paths.band = bandClipDir == 2 ? [
      clipBandLine(u4, seriesIdx, idx0, idx1, stroke2, -1),
      clipBandLine(u4, seriesIdx, idx0, idx1, stroke2, 1)
    ] : clipBandLine(u4, seriesIdx, idx0, idx1, stroke2, bandClipDir)), _paths;
  });
}
function findColWidth(dataX, dataY, valToPosX, scaleX, xDim, xOff, colWid = inf) {
  if (dataX.length > 1) {
    let prevIdx = null;
    for (let i4 = 0, minDelta = 1 / 0; i4 < dataX.length; i4++)
      if (dataY[i4] !== void 0) {
        if (prevIdx != null) {
          let delta = abs(dataX[i4] - dataX[prevIdx]);
          delta < minDelta && (minDelta = delta, colWid = abs(valToPosX(dataX[i4], scaleX, xDim, xOff) - valToPosX(dataX[prevIdx], scaleX, xDim, xOff)));
        }
        prevIdx = i4;
      }
  }
  return colWid;
}
function bars(opts) {
  opts = opts || EMPTY_OBJ;
  let size = ifNull(opts.size, [0.6, inf, 1]), align = opts.align || 0, _extraGap = opts.gap || 0, ro = opts.radius;
  ro = // [valueRadius, baselineRadius]
  ro == null ? [0, 0] : typeof ro == "number" ? [ro, 0] : ro;
  let radiusFn = fnOrSelf(ro), gapFactor = 1 - size[0], _maxWidth = ifNull(size[1], inf), _minWidth = ifNull(size[2], 1), disp = ifNull(opts.disp, EMPTY_OBJ), _each = ifNull(opts.each, (_6) => {
  }), { fill: dispFills, stroke: dispStrokes } = disp;
  return (u4, seriesIdx, idx0, idx1) => orient(u4, seriesIdx, (series, dataX, dataY, scaleX, scaleY, valToPosX, valToPosY, xOff, yOff, xDim, yDim) => {
    let pxRound = series.pxRound, _align = align, extraGap = _extraGap * pxRatio, maxWidth = _maxWidth * pxRatio, minWidth = _minWidth * pxRatio, valRadius, baseRadius;
    scaleX.ori == 0 ? [valRadius, baseRadius] = radiusFn(u4, seriesIdx) : [baseRadius, valRadius] = radiusFn(u4, seriesIdx);
    let _dirX = scaleX.dir * (scaleX.ori == 0 ? 1 : -1), rect2 = scaleX.ori == 0 ? rectH : rectV, each = scaleX.ori == 0 ? _each : (u5, seriesIdx2, i4, top, lft, hgt, wid) => {
      _each(u5, seriesIdx2, i4, lft, top, wid, hgt);
    }, band = ifNull(u4.bands, EMPTY_ARR).find((b3) => b3.series[0] == seriesIdx), fillDir = band != null ? band.dir : 0, fillTo = series.fillTo(u4, seriesIdx, series.min, series.max, fillDir), fillToY = pxRound(valToPosY(fillTo, scaleY, yDim, yOff)), xShift, barWid, fullGap, colWid = xDim, strokeWidth = pxRound(series.width * pxRatio), multiPath = !1, fillColors = null, fillPaths = null, strokeColors = null, strokePaths = null;
    dispFills != null && (strokeWidth == 0 || dispStrokes != null) && (multiPath = !0, fillColors = dispFills.values(u4, seriesIdx, idx0, idx1), fillPaths = /* @__PURE__ */ new Map(), new Set(fillColors).forEach((color) => {
      color != null && fillPaths.set(color, new Path2D());
    }), strokeWidth > 0 && (strokeColors = dispStrokes.values(u4, seriesIdx, idx0, idx1), strokePaths = /* @__PURE__ */ new Map(), new Set(strokeColors).forEach((color) => {
      color != null && strokePaths.set(color, new Path2D());
    })));
    let { x0, size: size2 } = disp;
    if (x0 != null && size2 != null) {
      _align = 1, dataX = x0.values(u4, seriesIdx, idx0, idx1), x0.unit == 2 && (dataX = dataX.map((pct) => u4.posToVal(xOff + pct * xDim, scaleX.key, !0)));
      let sizes = size2.values(u4, seriesIdx, idx0, idx1);
      size2.unit == 2 ? barWid = sizes[0] * xDim : barWid = valToPosX(sizes[0], scaleX, xDim, xOff) - valToPosX(0, scaleX, xDim, xOff), colWid = findColWidth(dataX, dataY, valToPosX, scaleX, xDim, xOff, colWid), fullGap = colWid - barWid + extraGap;
    } else
      colWid = findColWidth(dataX, dataY, valToPosX, scaleX, xDim, xOff, colWid), fullGap = colWid * gapFactor + extraGap, barWid = colWid - fullGap;
    fullGap < 1 && (fullGap = 0), strokeWidth >= barWid / 2 && (strokeWidth = 0), fullGap < 5 && (pxRound = retArg0);
    let insetStroke = fullGap > 0, rawBarWid = colWid - fullGap - (insetStroke ? strokeWidth : 0);
    barWid = pxRound(clamp(rawBarWid, minWidth, maxWidth)), xShift = (_align == 0 ? barWid / 2 : _align == _dirX ? 0 : barWid) - _align * _dirX * ((_align == 0 ? extraGap / 2 : 0) + (insetStroke ? strokeWidth / 2 : 0));
    let _paths = { stroke: null, fill: null, clip: null, band: null, gaps: null, flags: 0 }, stroke2 = multiPath ? null : new Path2D(), dataY0 = null;
    if (band != null)
      dataY0 = u4.data[band.series[1]];
    else {
      let { y0, y1 } = disp;
      y0 != null && y1 != null && (dataY = y1.values(u4, seriesIdx, idx0, idx1), dataY0 = y0.values(u4, seriesIdx, idx0, idx1));
    }
    let radVal = valRadius * barWid, radBase = baseRadius * barWid;
    for (let i4 = _dirX == 1 ? idx0 : idx1; i4 >= idx0 && i4 <= idx1; i4 += _dirX) {
      let yVal = dataY[i4];
      if (yVal == null)
        continue;
      if (dataY0 != null) {
        let yVal0 = dataY0[i4] ?? 0;
        if (yVal - yVal0 == 0)
          continue;
        fillToY = valToPosY(yVal0, scaleY, yDim, yOff);
      }
      let xVal = scaleX.distr != 2 || disp != null ? dataX[i4] : i4, xPos = valToPosX(xVal, scaleX, xDim, xOff), yPos = valToPosY(ifNull(yVal, fillTo), scaleY, yDim, yOff), lft = pxRound(xPos - xShift), btm = pxRound(max(yPos, fillToY)), top = pxRound(min(yPos, fillToY)), barHgt = btm - top;
      if (yVal != null) {
        let rv = yVal < 0 ? radBase : radVal, rb = yVal < 0 ? radVal : radBase;
        multiPath ? (strokeWidth > 0 && strokeColors[i4] != null && rect2(strokePaths.get(strokeColors[i4]), lft, top + floor(strokeWidth / 2), barWid, max(0, barHgt - strokeWidth), rv, rb), fillColors[i4] != null && rect2(fillPaths.get(fillColors[i4]), lft, top + floor(strokeWidth / 2), barWid, max(0, barHgt - strokeWidth), rv, rb)) : rect2(stroke2, lft, top + floor(strokeWidth / 2), barWid, max(0, barHgt - strokeWidth), rv, rb), each(
          u4,
          seriesIdx,
          i4,
          lft - strokeWidth / 2,
          top,
          barWid + strokeWidth,
          barHgt
        );
      }
    }
    return strokeWidth > 0 ? _paths.stroke = multiPath ? strokePaths : stroke2 : multiPath || (_paths._fill = series.width == 0 ? series._fill : series._stroke ?? series._fill, _paths.width = 0), _paths.fill = multiPath ? fillPaths : stroke2, _paths;
  });
}
function splineInterp(interp, opts) {
  let alignGaps = ifNull(opts?.alignGaps, 0);
  return (u4, seriesIdx, idx0, idx1) => orient(u4, seriesIdx, (series, dataX, dataY, scaleX, scaleY, valToPosX, valToPosY, xOff, yOff, xDim, yDim) => {
    [idx0, idx1] = nonNullIdxs(dataY, idx0, idx1);
    let pxRound = series.pxRound, pixelForX = (val) => pxRound(valToPosX(val, scaleX, xDim, xOff)), pixelForY = (val) => pxRound(valToPosY(val, scaleY, yDim, yOff)), moveTo, bezierCurveTo, lineTo;
    scaleX.ori == 0 ? (moveTo = moveToH, lineTo = lineToH, bezierCurveTo = bezierCurveToH) : (moveTo = moveToV, lineTo = lineToV, bezierCurveTo = bezierCurveToV);
    let dir = scaleX.dir * (scaleX.ori == 0 ? 1 : -1), firstXPos = pixelForX(dataX[dir == 1 ? idx0 : idx1]), prevXPos = firstXPos, xCoords = [], yCoords = [];
    for (let i4 = dir == 1 ? idx0 : idx1; i4 >= idx0 && i4 <= idx1; i4 += dir)
      if (dataY[i4] != null) {
        let xVal = dataX[i4], xPos = pixelForX(xVal);
        xCoords.push(prevXPos = xPos), yCoords.push(pixelForY(dataY[i4]));
      }
    let _paths = { stroke: interp(xCoords, yCoords, moveTo, lineTo, bezierCurveTo, pxRound), fill: null, clip: null, band: null, gaps: null, flags: BAND_CLIP_FILL }, stroke2 = _paths.stroke, [bandFillDir, bandClipDir] = bandFillClipDirs(u4, seriesIdx);
    if (series.fill != null || bandFillDir != 0) {
      let fill = _paths.fill = new Path2D(stroke2), fillTo = series.fillTo(u4, seriesIdx, series.min, series.max, bandFillDir), fillToY = pixelForY(fillTo);
      lineTo(fill, prevXPos, fillToY), lineTo(fill, firstXPos, fillToY);
    }
    if (!series.spanGaps) {
      let gaps2 = [];
      gaps2.push(...findGaps(dataX, dataY, idx0, idx1, dir, pixelForX, alignGaps)), _paths.gaps = gaps2 = series.gaps(u4, seriesIdx, idx0, idx1, gaps2), _paths.clip = clipGaps(gaps2, scaleX.ori, xOff, yOff, xDim, yDim);
    }
    return bandClipDir != 0 && (_paths.band = bandClipDir == 2 ? [
      clipBandLine(u4, seriesIdx, idx0, idx1, stroke2, -1),
      clipBandLine(u4, seriesIdx, idx0, idx1, stroke2, 1)
    ] : clipBandLine(u4, seriesIdx, idx0, idx1, stroke2, bandClipDir)), _paths;
  });
}
function monotoneCubic(opts) {
  return splineInterp(_monotoneCubic, opts);
}
function _monotoneCubic(xs, ys, moveTo, lineTo, bezierCurveTo, pxRound) {
  let n4 = xs.length;
  if (n4 < 2)
    return null;
  let path = new Path2D();
  if (moveTo(path, xs[0], ys[0]), n4 == 2)
    lineTo(path, xs[1], ys[1]);
  else {
    let ms = Array(n4), ds = Array(n4 - 1), dys = Array(n4 - 1), dxs = Array(n4 - 1);
    for (let i4 = 0; i4 < n4 - 1; i4++)
      dys[i4] = ys[i4 + 1] - ys[i4], dxs[i4] = xs[i4 + 1] - xs[i4], ds[i4] = dys[i4] / dxs[i4];
    ms[0] = ds[0];
    for (let i4 = 1; i4 < n4 - 1; i4++)
      ds[i4] === 0 || ds[i4 - 1] === 0 || ds[i4 - 1] > 0 != ds[i4] > 0 ? ms[i4] = 0 : (ms[i4] = 3 * (dxs[i4 - 1] + dxs[i4]) / ((2 * dxs[i4] + dxs[i4 - 1]) / ds[i4 - 1] + (dxs[i4] + 2 * dxs[i4 - 1]) / ds[i4]), isFinite(ms[i4]) || (ms[i4] = 0));
    ms[n4 - 1] = ds[n4 - 2];
    for (let i4 = 0; i4 < n4 - 1; i4++)
      bezierCurveTo(
        path,
        xs[i4] + dxs[i4] / 3,
        ys[i4] + ms[i4] * dxs[i4] / 3,
        xs[i4 + 1] - dxs[i4] / 3,
        ys[i4 + 1] - ms[i4 + 1] * dxs[i4] / 3,
        xs[i4 + 1],
        ys[i4 + 1]
      );
  }
  return path;
}
var cursorPlots = /* @__PURE__ */ new Set();
function invalidateRects() {
  for (let u4 of cursorPlots)
    u4.syncRect(!0);
}
domEnv && (on(resize, win, invalidateRects), on(scroll, win, invalidateRects, !0), on(dppxchange, win, () => {
  uPlot.pxRatio = pxRatio;
}));
var linearPath = linear(), pointsPath = points();
function setDefaults(d5, xo, yo, initY) {
  return (initY ? [d5[0], d5[1]].concat(d5.slice(2)) : [d5[0]].concat(d5.slice(1))).map((o5, i4) => setDefault(o5, i4, xo, yo));
}
function setDefaults2(d5, xyo) {
  return d5.map((o5, i4) => i4 == 0 ? {} : assign({}, xyo, o5));
}
function setDefault(o5, i4, xo, yo) {
  return assign({}, i4 == 0 ? xo : yo, o5);
}
function snapNumX(self, dataMin, dataMax) {
  return dataMin == null ? nullNullTuple : [dataMin, dataMax];
}
var snapTimeX = snapNumX;
function snapNumY(self, dataMin, dataMax) {
  return dataMin == null ? nullNullTuple : rangeNum(dataMin, dataMax, rangePad, !0);
}
function snapLogY(self, dataMin, dataMax, scale) {
  return dataMin == null ? nullNullTuple : rangeLog(dataMin, dataMax, self.scales[scale].log, !1);
}
var snapLogX = snapLogY;
function snapAsinhY(self, dataMin, dataMax, scale) {
  return dataMin == null ? nullNullTuple : rangeAsinh(dataMin, dataMax, self.scales[scale].log, !1);
}
var snapAsinhX = snapAsinhY;
function findIncr(minVal, maxVal, incrs, dim, minSpace) {
  let intDigits = max(numIntDigits(minVal), numIntDigits(maxVal)), delta = maxVal - minVal, incrIdx = closestIdx(minSpace / dim * delta, incrs);
  do {
    let foundIncr = incrs[incrIdx], foundSpace = dim * foundIncr / delta;
    if (foundSpace >= minSpace && intDigits + (foundIncr < 5 ? fixedDec.get(foundIncr) : 0) <= 17)
      return [foundIncr, foundSpace];
  } while (++incrIdx < incrs.length);
  return [0, 0];
}
function pxRatioFont(font3) {
  let fontSize, fontSizeCss;
  return font3 = font3.replace(/(\d+)px/, (m6, p1) => (fontSize = round((fontSizeCss = +p1) * pxRatio)) + "px"), [font3, fontSize, fontSizeCss];
}
function syncFontSize(axis) {
  axis.show && [axis.font, axis.labelFont].forEach((f4) => {
    let size = roundDec(f4[2] * pxRatio, 1);
    f4[0] = f4[0].replace(/[0-9.]+px/, size + "px"), f4[1] = size;
  });
}
function uPlot(opts, data, then) {
  let self = {
    mode: ifNull(opts.mode, 1)
  }, mode = self.mode;
  function getHPos(val, scale, dim, off2) {
    let pct = scale.valToPct(val);
    return off2 + dim * (scale.dir == -1 ? 1 - pct : pct);
  }
  function getVPos(val, scale, dim, off2) {
    let pct = scale.valToPct(val);
    return off2 + dim * (scale.dir == -1 ? pct : 1 - pct);
  }
  function getPos(val, scale, dim, off2) {
    return scale.ori == 0 ? getHPos(val, scale, dim, off2) : getVPos(val, scale, dim, off2);
  }
  self.valToPosH = getHPos, self.valToPosV = getVPos;
  let ready = !1;
  self.status = 0;
  let root = self.root = placeDiv(UPLOT);
  if (opts.id != null && (root.id = opts.id), addClass(root, opts.class), opts.title) {
    let title = placeDiv(TITLE, root);
    title.textContent = opts.title;
  }
  let can = placeTag("canvas"), ctx = self.ctx = can.getContext("2d"), wrap = placeDiv(WRAP, root);
  on("click", wrap, (e4) => {
    e4.target === over && (mouseLeft1 != mouseLeft0 || mouseTop1 != mouseTop0) && drag.click(self, e4);
  }, !0);
  let under = self.under = placeDiv(UNDER, wrap);
  wrap.appendChild(can);
  let over = self.over = placeDiv(OVER, wrap);
  opts = copy(opts);
  let pxAlign = +ifNull(opts.pxAlign, 1), pxRound = pxRoundGen(pxAlign);
  (opts.plugins || []).forEach((p5) => {
    p5.opts && (opts = p5.opts(self, opts) || opts);
  });
  let ms = opts.ms || 1e-3, series = self.series = mode == 1 ? setDefaults(opts.series || [], xSeriesOpts, ySeriesOpts, !1) : setDefaults2(opts.series || [null], xySeriesOpts), axes = self.axes = setDefaults(opts.axes || [], xAxisOpts, yAxisOpts, !0), scales = self.scales = {}, bands = self.bands = opts.bands || [];
  bands.forEach((b3) => {
    b3.fill = fnOrSelf(b3.fill || null), b3.dir = ifNull(b3.dir, -1);
  });
  let xScaleKey = mode == 2 ? series[1].facets[0].scale : series[0].scale, drawOrderMap = {
    axes: drawAxesGrid,
    series: drawSeries
  }, drawOrder = (opts.drawOrder || ["axes", "series"]).map((key3) => drawOrderMap[key3]);
  function initValToPct(sc) {
    let getVal = sc.distr == 3 ? (val) => log10(val > 0 ? val : sc.clamp(self, val, sc.min, sc.max, sc.key)) : sc.distr == 4 ? (val) => asinh(val, sc.asinh) : sc.distr == 100 ? (val) => sc.fwd(val) : (val) => val;
    return (val) => {
      let _val = getVal(val), { _min, _max } = sc, delta = _max - _min;
      return (_val - _min) / delta;
    };
  }
  function initScale(scaleKey) {
    let sc = scales[scaleKey];
    if (sc == null) {
      let scaleOpts = (opts.scales || EMPTY_OBJ)[scaleKey] || EMPTY_OBJ;
      if (scaleOpts.from != null) {
        initScale(scaleOpts.from);
        let sc2 = assign({}, scales[scaleOpts.from], scaleOpts, { key: scaleKey });
        sc2.valToPct = initValToPct(sc2), scales[scaleKey] = sc2;
      } else {
        sc = scales[scaleKey] = assign({}, scaleKey == xScaleKey ? xScaleOpts : yScaleOpts, scaleOpts), sc.key = scaleKey;
        let isTime = sc.time, rn = sc.range, rangeIsArr = isArr(rn);
        if ((scaleKey != xScaleKey || mode == 2 && !isTime) && (rangeIsArr && (rn[0] == null || rn[1] == null) && (rn = {
          min: rn[0] == null ? autoRangePart : {
            mode: 1,
            hard: rn[0],
            soft: rn[0]
          },
          max: rn[1] == null ? autoRangePart : {
            mode: 1,
            hard: rn[1],
            soft: rn[1]
          }
        }, rangeIsArr = !1), !rangeIsArr && isObj(rn))) {
          let cfg = rn;
          rn = (self2, dataMin, dataMax) => dataMin == null ? nullNullTuple : rangeNum(dataMin, dataMax, cfg);
        }
        sc.range = fnOrSelf(rn || (isTime ? snapTimeX : scaleKey == xScaleKey ? sc.distr == 3 ? snapLogX : sc.distr == 4 ? snapAsinhX : snapNumX : sc.distr == 3 ? snapLogY : sc.distr == 4 ? snapAsinhY : snapNumY)), sc.auto = fnOrSelf(rangeIsArr ? !1 : sc.auto), sc.clamp = fnOrSelf(sc.clamp || clampScale), sc._min = sc._max = null, sc.valToPct = initValToPct(sc);
      }
    }
  }
  initScale("x"), initScale("y"), mode == 1 && series.forEach((s4) => {
    initScale(s4.scale);
  }), axes.forEach((a4) => {
    initScale(a4.scale);
  });
  for (let k4 in opts.scales)
    initScale(k4);
  let scaleX = scales[xScaleKey], xScaleDistr = scaleX.distr, valToPosX, valToPosY;
  scaleX.ori == 0 ? (addClass(root, ORI_HZ), valToPosX = getHPos, valToPosY = getVPos) : (addClass(root, ORI_VT), valToPosX = getVPos, valToPosY = getHPos);
  let pendScales = {};
  for (let k4 in scales) {
    let sc = scales[k4];
    (sc.min != null || sc.max != null) && (pendScales[k4] = { min: sc.min, max: sc.max }, sc.min = sc.max = null);
  }
  let _tzDate = opts.tzDate || ((ts) => new Date(round(ts / ms))), _fmtDate = opts.fmtDate || fmtDate, _timeAxisSplits = ms == 1 ? timeAxisSplitsMs(_tzDate) : timeAxisSplitsS(_tzDate), _timeAxisVals = timeAxisVals(_tzDate, timeAxisStamps(ms == 1 ? _timeAxisStampsMs : _timeAxisStampsS, _fmtDate)), _timeSeriesVal = timeSeriesVal(_tzDate, timeSeriesStamp(_timeSeriesStamp, _fmtDate)), activeIdxs = [], legend = self.legend = assign({}, legendOpts, opts.legend), cursor = self.cursor = assign({}, cursorOpts, { drag: { y: mode == 2 } }, opts.cursor), showLegend = legend.show, showCursor = cursor.show, markers = legend.markers;
  legend.idxs = activeIdxs, markers.width = fnOrSelf(markers.width), markers.dash = fnOrSelf(markers.dash), markers.stroke = fnOrSelf(markers.stroke), markers.fill = fnOrSelf(markers.fill);
  let legendTable, legendHead, legendBody, legendRows = [], legendCells = [], legendCols, multiValLegend = !1, NULL_LEGEND_VALUES = {};
  if (legend.live) {
    let getMultiVals = series[1] ? series[1].values : null;
    multiValLegend = getMultiVals != null, legendCols = multiValLegend ? getMultiVals(self, 1, 0) : { _: 0 };
    for (let k4 in legendCols)
      NULL_LEGEND_VALUES[k4] = LEGEND_DISP;
  }
  if (showLegend)
    if (legendTable = placeTag("table", LEGEND, root), legendBody = placeTag("tbody", null, legendTable), legend.mount(self, legendTable), multiValLegend) {
      legendHead = placeTag("thead", null, legendTable, legendBody);
      let head = placeTag("tr", null, legendHead);
      placeTag("th", null, head);
      for (var key2 in legendCols)
        placeTag("th", LEGEND_LABEL, head).textContent = key2;
    } else
      addClass(legendTable, LEGEND_INLINE), legend.live && addClass(legendTable, LEGEND_LIVE);
  let son = { show: !0 }, soff = { show: !1 };
  function initLegendRow(s4, i4) {
    if (i4 == 0 && (multiValLegend || !legend.live || mode == 2))
      return nullNullTuple;
    let cells = [], row = placeTag("tr", LEGEND_SERIES, legendBody, legendBody.childNodes[i4]);
    addClass(row, s4.class), s4.show || addClass(row, OFF);
    let label2 = placeTag("th", null, row);
    if (markers.show) {
      let indic = placeDiv(LEGEND_MARKER, label2);
      if (i4 > 0) {
        let width = markers.width(self, i4);
        width && (indic.style.border = width + "px " + markers.dash(self, i4) + " " + markers.stroke(self, i4)), indic.style.background = markers.fill(self, i4);
      }
    }
    let text = placeDiv(LEGEND_LABEL, label2);
    s4.label instanceof HTMLElement ? text.appendChild(s4.label) : text.textContent = s4.label, i4 > 0 && (markers.show || (text.style.color = s4.width > 0 ? markers.stroke(self, i4) : markers.fill(self, i4)), onMouse("click", label2, (e4) => {
      if (cursor._lock)
        return;
      setCursorEvent(e4);
      let seriesIdx = series.indexOf(s4);
      if ((e4.ctrlKey || e4.metaKey) != legend.isolate) {
        let isolate = series.some((s5, i5) => i5 > 0 && i5 != seriesIdx && s5.show);
        series.forEach((s5, i5) => {
          i5 > 0 && setSeries(i5, isolate ? i5 == seriesIdx ? son : soff : son, !0, syncOpts.setSeries);
        });
      } else
        setSeries(seriesIdx, { show: !s4.show }, !0, syncOpts.setSeries);
    }, !1), cursorFocus && onMouse(mouseenter, label2, (e4) => {
      cursor._lock || (setCursorEvent(e4), setSeries(series.indexOf(s4), FOCUS_TRUE, !0, syncOpts.setSeries));
    }, !1));
    for (var key3 in legendCols) {
      let v4 = placeTag("td", LEGEND_VALUE, row);
      v4.textContent = "--", cells.push(v4);
    }
    return [row, cells];
  }
  let mouseListeners = /* @__PURE__ */ new Map();
  function onMouse(ev, targ, fn, onlyTarg = !0) {
    let targListeners = mouseListeners.get(targ) || {}, listener = cursor.bind[ev](self, targ, fn, onlyTarg);
    listener && (on(ev, targ, targListeners[ev] = listener), mouseListeners.set(targ, targListeners));
  }
  function offMouse(ev, targ, fn) {
    let targListeners = mouseListeners.get(targ) || {};
    for (let k4 in targListeners)
      (ev == null || k4 == ev) && (off(k4, targ, targListeners[k4]), delete targListeners[k4]);
    ev == null && mouseListeners.delete(targ);
  }
  let fullWidCss = 0, fullHgtCss = 0, plotWidCss = 0, plotHgtCss = 0, plotLftCss = 0, plotTopCss = 0, _plotLftCss = plotLftCss, _plotTopCss = plotTopCss, _plotWidCss = plotWidCss, _plotHgtCss = plotHgtCss, plotLft = 0, plotTop = 0, plotWid = 0, plotHgt = 0;
  self.bbox = {};
  let shouldSetScales = !1, shouldSetSize = !1, shouldConvergeSize = !1, shouldSetCursor = !1, shouldSetSelect = !1, shouldSetLegend = !1;
  function _setSize(width, height, force) {
    (force || width != self.width || height != self.height) && calcSize(width, height), resetYSeries(!1), shouldConvergeSize = !0, shouldSetSize = !0, commit();
  }
  function calcSize(width, height) {
    self.width = fullWidCss = plotWidCss = width, self.height = fullHgtCss = plotHgtCss = height, plotLftCss = plotTopCss = 0, calcPlotRect(), calcAxesRects();
    let bb = self.bbox;
    plotLft = bb.left = incrRound(plotLftCss * pxRatio, 0.5), plotTop = bb.top = incrRound(plotTopCss * pxRatio, 0.5), plotWid = bb.width = incrRound(plotWidCss * pxRatio, 0.5), plotHgt = bb.height = incrRound(plotHgtCss * pxRatio, 0.5);
  }
  let CYCLE_LIMIT = 3;
  function convergeSize() {
    let converged = !1, cycleNum = 0;
    for (; !converged; ) {
      cycleNum++;
      let axesConverged = axesCalc(cycleNum), paddingConverged = paddingCalc(cycleNum);
      converged = cycleNum == CYCLE_LIMIT || axesConverged && paddingConverged, converged || (calcSize(self.width, self.height), shouldSetSize = !0);
    }
  }
  function setSize({ width, height }) {
    _setSize(width, height);
  }
  self.setSize = setSize;
  function calcPlotRect() {
    let hasTopAxis = !1, hasBtmAxis = !1, hasRgtAxis = !1, hasLftAxis = !1;
    axes.forEach((axis, i4) => {
      if (axis.show && axis._show) {
        let { side, _size } = axis, isVt = side % 2, labelSize = axis.label != null ? axis.labelSize : 0, fullSize = _size + labelSize;
        fullSize > 0 && (isVt ? (plotWidCss -= fullSize, side == 3 ? (plotLftCss += fullSize, hasLftAxis = !0) : hasRgtAxis = !0) : (plotHgtCss -= fullSize, side == 0 ? (plotTopCss += fullSize, hasTopAxis = !0) : hasBtmAxis = !0));
      }
    }), sidesWithAxes[0] = hasTopAxis, sidesWithAxes[1] = hasRgtAxis, sidesWithAxes[2] = hasBtmAxis, sidesWithAxes[3] = hasLftAxis, plotWidCss -= _padding[1] + _padding[3], plotLftCss += _padding[3], plotHgtCss -= _padding[2] + _padding[0], plotTopCss += _padding[0];
  }
  function calcAxesRects() {
    let off1 = plotLftCss + plotWidCss, off2 = plotTopCss + plotHgtCss, off3 = plotLftCss, off0 = plotTopCss;
    function incrOffset(side, size) {
      switch (side) {
        case 1:
          return off1 += size, off1 - size;
        case 2:
          return off2 += size, off2 - size;
        case 3:
          return off3 -= size, off3 + size;
        case 0:
          return off0 -= size, off0 + size;
      }
    }
    axes.forEach((axis, i4) => {
      if (axis.show && axis._show) {
        let side = axis.side;
        axis._pos = incrOffset(side, axis._size), axis.label != null && (axis._lpos = incrOffset(side, axis.labelSize));
      }
    });
  }
  if (cursor.dataIdx == null) {
    let hov = cursor.hover, skip = hov.skip = new Set(hov.skip ?? []);
    skip.add(void 0);
    let prox = hov.prox = fnOrSelf(hov.prox), bias = hov.bias ??= 0;
    cursor.dataIdx = (self2, seriesIdx, cursorIdx, valAtPosX) => {
      if (seriesIdx == 0)
        return cursorIdx;
      let idx2 = cursorIdx, _prox = prox(self2, seriesIdx, cursorIdx, valAtPosX) ?? inf, withProx = _prox >= 0 && _prox < inf, xDim = scaleX.ori == 0 ? plotWidCss : plotHgtCss, cursorLft = cursor.left, xValues = data[0], yValues = data[seriesIdx];
      if (skip.has(yValues[cursorIdx])) {
        idx2 = null;
        let nonNullLft = null, nonNullRgt = null, j4;
        if (bias == 0 || bias == -1)
          for (j4 = cursorIdx; nonNullLft == null && j4-- > 0; )
            skip.has(yValues[j4]) || (nonNullLft = j4);
        if (bias == 0 || bias == 1)
          for (j4 = cursorIdx; nonNullRgt == null && j4++ < yValues.length; )
            skip.has(yValues[j4]) || (nonNullRgt = j4);
        if (nonNullLft != null || nonNullRgt != null)
          if (withProx) {
            let lftPos = nonNullLft == null ? -1 / 0 : valToPosX(xValues[nonNullLft], scaleX, xDim, 0), rgtPos = nonNullRgt == null ? 1 / 0 : valToPosX(xValues[nonNullRgt], scaleX, xDim, 0), lftDelta = cursorLft - lftPos, rgtDelta = rgtPos - cursorLft;
            lftDelta <= rgtDelta ? lftDelta <= _prox && (idx2 = nonNullLft) : rgtDelta <= _prox && (idx2 = nonNullRgt);
          } else
            idx2 = nonNullRgt == null ? nonNullLft : nonNullLft == null ? nonNullRgt : cursorIdx - nonNullLft <= nonNullRgt - cursorIdx ? nonNullLft : nonNullRgt;
      } else withProx && abs(cursorLft - valToPosX(xValues[cursorIdx], scaleX, xDim, 0)) > _prox && (idx2 = null);
      return idx2;
    };
  }
  let setCursorEvent = (e4) => {
    cursor.event = e4;
  };
  cursor.idxs = activeIdxs, cursor._lock = !1;
  let points2 = cursor.points;
  points2.show = fnOrSelf(points2.show), points2.size = fnOrSelf(points2.size), points2.stroke = fnOrSelf(points2.stroke), points2.width = fnOrSelf(points2.width), points2.fill = fnOrSelf(points2.fill);
  let focus = self.focus = assign({}, opts.focus || { alpha: 0.3 }, cursor.focus), cursorFocus = focus.prox >= 0, cursorOnePt = cursorFocus && points2.one, cursorPts = [], cursorPtsLft = [], cursorPtsTop = [];
  function initCursorPt(s4, si) {
    let pt = points2.show(self, si);
    if (pt instanceof HTMLElement)
      return addClass(pt, CURSOR_PT), addClass(pt, s4.class), elTrans(pt, -10, -10, plotWidCss, plotHgtCss), over.insertBefore(pt, cursorPts[si]), pt;
  }
  function initSeries(s4, i4) {
    if (mode == 1 || i4 > 0) {
      let isTime = mode == 1 && scales[s4.scale].time, sv = s4.value;
      s4.value = isTime ? isStr(sv) ? timeSeriesVal(_tzDate, timeSeriesStamp(sv, _fmtDate)) : sv || _timeSeriesVal : sv || numSeriesVal, s4.label = s4.label || (isTime ? timeSeriesLabel : numSeriesLabel);
    }
    if (cursorOnePt || i4 > 0) {
      s4.width = s4.width == null ? 1 : s4.width, s4.paths = s4.paths || linearPath || retNull, s4.fillTo = fnOrSelf(s4.fillTo || seriesFillTo), s4.pxAlign = +ifNull(s4.pxAlign, pxAlign), s4.pxRound = pxRoundGen(s4.pxAlign), s4.stroke = fnOrSelf(s4.stroke || null), s4.fill = fnOrSelf(s4.fill || null), s4._stroke = s4._fill = s4._paths = s4._focus = null;
      let _ptDia = ptDia(max(1, s4.width), 1), points3 = s4.points = assign({}, {
        size: _ptDia,
        width: max(1, _ptDia * 0.2),
        stroke: s4.stroke,
        space: _ptDia * 2,
        paths: pointsPath,
        _stroke: null,
        _fill: null
      }, s4.points);
      points3.show = fnOrSelf(points3.show), points3.filter = fnOrSelf(points3.filter), points3.fill = fnOrSelf(points3.fill), points3.stroke = fnOrSelf(points3.stroke), points3.paths = fnOrSelf(points3.paths), points3.pxAlign = s4.pxAlign;
    }
    if (showLegend) {
      let rowCells = initLegendRow(s4, i4);
      legendRows.splice(i4, 0, rowCells[0]), legendCells.splice(i4, 0, rowCells[1]), legend.values.push(null);
    }
    if (showCursor) {
      activeIdxs.splice(i4, 0, null);
      let pt = null;
      cursorOnePt ? i4 == 0 && (pt = initCursorPt(s4, i4)) : i4 > 0 && (pt = initCursorPt(s4, i4)), cursorPts.splice(i4, 0, pt), cursorPtsLft.splice(i4, 0, 0), cursorPtsTop.splice(i4, 0, 0);
    }
    fire("addSeries", i4);
  }
  function addSeries(opts2, si) {
    si = si ?? series.length, opts2 = mode == 1 ? setDefault(opts2, si, xSeriesOpts, ySeriesOpts) : setDefault(opts2, si, {}, xySeriesOpts), series.splice(si, 0, opts2), initSeries(series[si], si);
  }
  self.addSeries = addSeries;
  function delSeries(i4) {
    if (series.splice(i4, 1), showLegend) {
      legend.values.splice(i4, 1), legendCells.splice(i4, 1);
      let tr = legendRows.splice(i4, 1)[0];
      offMouse(null, tr.firstChild), tr.remove();
    }
    showCursor && (activeIdxs.splice(i4, 1), cursorPts.splice(i4, 1)[0].remove(), cursorPtsLft.splice(i4, 1), cursorPtsTop.splice(i4, 1)), fire("delSeries", i4);
  }
  self.delSeries = delSeries;
  let sidesWithAxes = [!1, !1, !1, !1];
  function initAxis(axis, i4) {
    if (axis._show = axis.show, axis.show) {
      let isVt = axis.side % 2, sc = scales[axis.scale];
      sc == null && (axis.scale = isVt ? series[1].scale : xScaleKey, sc = scales[axis.scale]);
      let isTime = sc.time;
      axis.size = fnOrSelf(axis.size), axis.space = fnOrSelf(axis.space), axis.rotate = fnOrSelf(axis.rotate), isArr(axis.incrs) && axis.incrs.forEach((incr) => {
        !fixedDec.has(incr) && fixedDec.set(incr, guessDec(incr));
      }), axis.incrs = fnOrSelf(axis.incrs || (sc.distr == 2 ? wholeIncrs : isTime ? ms == 1 ? timeIncrsMs : timeIncrsS : numIncrs)), axis.splits = fnOrSelf(axis.splits || (isTime && sc.distr == 1 ? _timeAxisSplits : sc.distr == 3 ? logAxisSplits : sc.distr == 4 ? asinhAxisSplits : numAxisSplits)), axis.stroke = fnOrSelf(axis.stroke), axis.grid.stroke = fnOrSelf(axis.grid.stroke), axis.ticks.stroke = fnOrSelf(axis.ticks.stroke), axis.border.stroke = fnOrSelf(axis.border.stroke);
      let av = axis.values;
      axis.values = // static array of tick values
      isArr(av) && !isArr(av[0]) ? fnOrSelf(av) : (
        // temporal
        isTime ? (
          // config array of fmtDate string tpls
          isArr(av) ? timeAxisVals(_tzDate, timeAxisStamps(av, _fmtDate)) : (
            // fmtDate string tpl
            isStr(av) ? timeAxisVal(_tzDate, av) : av || _timeAxisVals
          )
        ) : av || numAxisVals
      ), axis.filter = fnOrSelf(axis.filter || (sc.distr >= 3 && sc.log == 10 ? log10AxisValsFilt : sc.distr == 3 && sc.log == 2 ? log2AxisValsFilt : retArg1)), axis.font = pxRatioFont(axis.font), axis.labelFont = pxRatioFont(axis.labelFont), axis._size = axis.size(self, null, i4, 0), axis._space = axis._rotate = axis._incrs = axis._found = // foundIncrSpace
      axis._splits = axis._values = null, axis._size > 0 && (sidesWithAxes[i4] = !0, axis._el = placeDiv(AXIS, wrap));
    }
  }
  function autoPadSide(self2, side, sidesWithAxes2, cycleNum) {
    let [hasTopAxis, hasRgtAxis, hasBtmAxis, hasLftAxis] = sidesWithAxes2, ori = side % 2, size = 0;
    return ori == 0 && (hasLftAxis || hasRgtAxis) && (size = side == 0 && !hasTopAxis || side == 2 && !hasBtmAxis ? round(xAxisOpts.size / 3) : 0), ori == 1 && (hasTopAxis || hasBtmAxis) && (size = side == 1 && !hasRgtAxis || side == 3 && !hasLftAxis ? round(yAxisOpts.size / 2) : 0), size;
  }
  let padding = self.padding = (opts.padding || [autoPadSide, autoPadSide, autoPadSide, autoPadSide]).map((p5) => fnOrSelf(ifNull(p5, autoPadSide))), _padding = self._padding = padding.map((p5, i4) => p5(self, i4, sidesWithAxes, 0)), dataLen, i0 = null, i1 = null, idxs = mode == 1 ? series[0].idxs : null, data0 = null, viaAutoScaleX = !1;
  function setData(_data, _resetScales) {
    if (data = _data ?? [], self.data = self._data = data, mode == 2) {
      dataLen = 0;
      for (let i4 = 1; i4 < series.length; i4++)
        dataLen += data[i4][0].length;
    } else {
      data.length == 0 && (self.data = self._data = data = [[]]), data0 = data[0], dataLen = data0.length;
      let scaleData = data;
      if (xScaleDistr == 2) {
        scaleData = data.slice();
        let _data0 = scaleData[0] = Array(dataLen);
        for (let i4 = 0; i4 < dataLen; i4++)
          _data0[i4] = i4;
      }
      self._data = data = scaleData;
    }
    if (resetYSeries(!0), fire("setData"), xScaleDistr == 2 && (shouldConvergeSize = !0), _resetScales !== !1) {
      let xsc = scaleX;
      xsc.auto(self, viaAutoScaleX) ? autoScaleX() : _setScale(xScaleKey, xsc.min, xsc.max), shouldSetCursor = shouldSetCursor || cursor.left >= 0, shouldSetLegend = !0, commit();
    }
  }
  self.setData = setData;
  function autoScaleX() {
    viaAutoScaleX = !0;
    let _min, _max;
    mode == 1 && (dataLen > 0 ? (i0 = idxs[0] = 0, i1 = idxs[1] = dataLen - 1, _min = data[0][i0], _max = data[0][i1], xScaleDistr == 2 ? (_min = i0, _max = i1) : _min == _max && (xScaleDistr == 3 ? [_min, _max] = rangeLog(_min, _min, scaleX.log, !1) : xScaleDistr == 4 ? [_min, _max] = rangeAsinh(_min, _min, scaleX.log, !1) : scaleX.time ? _max = _min + round(86400 / ms) : [_min, _max] = rangeNum(_min, _max, rangePad, !0))) : (i0 = idxs[0] = _min = null, i1 = idxs[1] = _max = null)), _setScale(xScaleKey, _min, _max);
  }
  let ctxStroke, ctxFill, ctxWidth, ctxDash, ctxJoin, ctxCap, ctxFont, ctxAlign, ctxBaseline, ctxAlpha;
  function setCtxStyle(stroke2, width, dash, cap, fill, join2) {
    stroke2 ??= transparent, dash ??= EMPTY_ARR, cap ??= "butt", fill ??= transparent, join2 ??= "round", stroke2 != ctxStroke && (ctx.strokeStyle = ctxStroke = stroke2), fill != ctxFill && (ctx.fillStyle = ctxFill = fill), width != ctxWidth && (ctx.lineWidth = ctxWidth = width), join2 != ctxJoin && (ctx.lineJoin = ctxJoin = join2), cap != ctxCap && (ctx.lineCap = ctxCap = cap), dash != ctxDash && ctx.setLineDash(ctxDash = dash);
  }
  function setFontStyle(font3, fill, align, baseline) {
    fill != ctxFill && (ctx.fillStyle = ctxFill = fill), font3 != ctxFont && (ctx.font = ctxFont = font3), align != ctxAlign && (ctx.textAlign = ctxAlign = align), baseline != ctxBaseline && (ctx.textBaseline = ctxBaseline = baseline);
  }
  function accScale(wsc, psc, facet2, data2, sorted = 0) {
    if (data2.length > 0 && wsc.auto(self, viaAutoScaleX) && (psc == null || psc.min == null)) {
      let _i0 = ifNull(i0, 0), _i1 = ifNull(i1, data2.length - 1), minMax = facet2.min == null ? getMinMax(data2, _i0, _i1, sorted, wsc.distr == 3) : [facet2.min, facet2.max];
      wsc.min = min(wsc.min, facet2.min = minMax[0]), wsc.max = max(wsc.max, facet2.max = minMax[1]);
    }
  }
  let AUTOSCALE = { min: null, max: null };
  function setScales() {
    for (let k4 in scales) {
      let sc = scales[k4];
      pendScales[k4] == null && // scales that have never been set (on init)
      (sc.min == null || // or auto scales when the x scale was explicitly set
      pendScales[xScaleKey] != null && sc.auto(self, viaAutoScaleX)) && (pendScales[k4] = AUTOSCALE);
    }
    for (let k4 in scales) {
      let sc = scales[k4];
      pendScales[k4] == null && sc.from != null && pendScales[sc.from] != null && (pendScales[k4] = AUTOSCALE);
    }
    pendScales[xScaleKey] != null && resetYSeries(!0);
    let wipScales = {};
    for (let k4 in pendScales) {
      let psc = pendScales[k4];
      if (psc != null) {
        let wsc = wipScales[k4] = copy(scales[k4], fastIsObj);
        if (psc.min != null)
          assign(wsc, psc);
        else if (k4 != xScaleKey || mode == 2)
          if (dataLen == 0 && wsc.from == null) {
            let minMax = wsc.range(self, null, null, k4);
            wsc.min = minMax[0], wsc.max = minMax[1];
          } else
            wsc.min = inf, wsc.max = -inf;
      }
    }
    if (dataLen > 0) {
      series.forEach((s4, i4) => {
        if (mode == 1) {
          let k4 = s4.scale, psc = pendScales[k4];
          if (psc == null)
            return;
          let wsc = wipScales[k4];
          if (i4 == 0) {
            let minMax = wsc.range(self, wsc.min, wsc.max, k4);
            wsc.min = minMax[0], wsc.max = minMax[1], i0 = closestIdx(wsc.min, data[0]), i1 = closestIdx(wsc.max, data[0]), i1 - i0 > 1 && (data[0][i0] < wsc.min && i0++, data[0][i1] > wsc.max && i1--), s4.min = data0[i0], s4.max = data0[i1];
          } else s4.show && s4.auto && accScale(wsc, psc, s4, data[i4], s4.sorted);
          s4.idxs[0] = i0, s4.idxs[1] = i1;
        } else if (i4 > 0 && s4.show && s4.auto) {
          let [xFacet, yFacet] = s4.facets, xScaleKey2 = xFacet.scale, yScaleKey = yFacet.scale, [xData, yData] = data[i4], wscx = wipScales[xScaleKey2], wscy = wipScales[yScaleKey];
          wscx != null && accScale(wscx, pendScales[xScaleKey2], xFacet, xData, xFacet.sorted), wscy != null && accScale(wscy, pendScales[yScaleKey], yFacet, yData, yFacet.sorted), s4.min = yFacet.min, s4.max = yFacet.max;
        }
      });
      for (let k4 in wipScales) {
        let wsc = wipScales[k4], psc = pendScales[k4];
        if (wsc.from == null && (psc == null || psc.min == null)) {
          let minMax = wsc.range(
            self,
            wsc.min == inf ? null : wsc.min,
            wsc.max == -inf ? null : wsc.max,
            k4
          );
          wsc.min = minMax[0], wsc.max = minMax[1];
        }
      }
    }
    for (let k4 in wipScales) {
      let wsc = wipScales[k4];
      if (wsc.from != null) {
        let base = wipScales[wsc.from];
        if (base.min == null)
          wsc.min = wsc.max = null;
        else {
          let minMax = wsc.range(self, base.min, base.max, k4);
          wsc.min = minMax[0], wsc.max = minMax[1];
        }
      }
    }
    let changed = {}, anyChanged = !1;
    for (let k4 in wipScales) {
      let wsc = wipScales[k4], sc = scales[k4];
      if (sc.min != wsc.min || sc.max != wsc.max) {
        sc.min = wsc.min, sc.max = wsc.max;
        let distr = sc.distr;
        sc._min = distr == 3 ? log10(sc.min) : distr == 4 ? asinh(sc.min, sc.asinh) : distr == 100 ? sc.fwd(sc.min) : sc.min, sc._max = distr == 3 ? log10(sc.max) : distr == 4 ? asinh(sc.max, sc.asinh) : distr == 100 ? sc.fwd(sc.max) : sc.max, changed[k4] = anyChanged = !0;
      }
    }
    if (anyChanged) {
      series.forEach((s4, i4) => {
        mode == 2 ? i4 > 0 && changed.y && (s4._paths = null) : changed[s4.scale] && (s4._paths = null);
      });
      for (let k4 in changed)
        shouldConvergeSize = !0, fire("setScale", k4);
      showCursor && cursor.left >= 0 && (shouldSetCursor = shouldSetLegend = !0);
    }
    for (let k4 in pendScales)
      pendScales[k4] = null;
  }
  function getOuterIdxs(ydata) {
    let _i0 = clamp(i0 - 1, 0, dataLen - 1), _i1 = clamp(i1 + 1, 0, dataLen - 1);
    for (; ydata[_i0] == null && _i0 > 0; )
      _i0--;
    for (; ydata[_i1] == null && _i1 < dataLen - 1; )
      _i1++;
    return [_i0, _i1];
  }
  function drawSeries() {
    if (dataLen > 0) {
      let shouldAlpha = series.some((s4) => s4._focus) && ctxAlpha != focus.alpha;
      shouldAlpha && (ctx.globalAlpha = ctxAlpha = focus.alpha), series.forEach((s4, i4) => {
        if (i4 > 0 && s4.show && (cacheStrokeFill(i4, !1), cacheStrokeFill(i4, !0), s4._paths == null)) {
          let _ctxAlpha = ctxAlpha;
          ctxAlpha != s4.alpha && (ctx.globalAlpha = ctxAlpha = s4.alpha);
          let _idxs = mode == 2 ? [0, data[i4][0].length - 1] : getOuterIdxs(data[i4]);
          s4._paths = s4.paths(self, i4, _idxs[0], _idxs[1]), ctxAlpha != _ctxAlpha && (ctx.globalAlpha = ctxAlpha = _ctxAlpha);
        }
      }), series.forEach((s4, i4) => {
        if (i4 > 0 && s4.show) {
          let _ctxAlpha = ctxAlpha;
          ctxAlpha != s4.alpha && (ctx.globalAlpha = ctxAlpha = s4.alpha), s4._paths != null && drawPath2(i4, !1);
          {
            let _gaps = s4._paths != null ? s4._paths.gaps : null, show = s4.points.show(self, i4, i0, i1, _gaps), idxs2 = s4.points.filter(self, i4, show, _gaps);
            (show || idxs2) && (s4.points._paths = s4.points.paths(self, i4, i0, i1, idxs2), drawPath2(i4, !0));
          }
          ctxAlpha != _ctxAlpha && (ctx.globalAlpha = ctxAlpha = _ctxAlpha), fire("drawSeries", i4);
        }
      }), shouldAlpha && (ctx.globalAlpha = ctxAlpha = 1);
    }
  }
  function cacheStrokeFill(si, _points) {
    let s4 = _points ? series[si].points : series[si];
    s4._stroke = s4.stroke(self, si), s4._fill = s4.fill(self, si);
  }
  function drawPath2(si, _points) {
    let s4 = _points ? series[si].points : series[si], {
      stroke: stroke2,
      fill,
      clip: gapsClip,
      flags,
      _stroke: strokeStyle = s4._stroke,
      _fill: fillStyle = s4._fill,
      _width: width = s4.width
    } = s4._paths;
    width = roundDec(width * pxRatio, 3);
    let boundsClip = null, offset = width % 2 / 2;
    _points && fillStyle == null && (fillStyle = width > 0 ? "#fff" : strokeStyle);
    let _pxAlign = s4.pxAlign == 1 && offset > 0;
    if (_pxAlign && ctx.translate(offset, offset), !_points) {
      let lft = plotLft - width / 2, top = plotTop - width / 2, wid = plotWid + width, hgt = plotHgt + width;
      boundsClip = new Path2D(), boundsClip.rect(lft, top, wid, hgt);
    }
    _points ? strokeFill(strokeStyle, width, s4.dash, s4.cap, fillStyle, stroke2, fill, flags, gapsClip) : fillStroke(si, strokeStyle, width, s4.dash, s4.cap, fillStyle, stroke2, fill, flags, boundsClip, gapsClip), _pxAlign && ctx.translate(-offset, -offset);
  }
  function fillStroke(si, strokeStyle, lineWidth, lineDash, lineCap, fillStyle, strokePath, fillPath, flags, boundsClip, gapsClip) {
    let didStrokeFill = !1;
    flags != 0 && bands.forEach((b3, bi) => {
      if (b3.series[0] == si) {
        let lowerEdge = series[b3.series[1]], lowerData = data[b3.series[1]], bandClip = (lowerEdge._paths || EMPTY_OBJ).band;
        isArr(bandClip) && (bandClip = b3.dir == 1 ? bandClip[0] : bandClip[1]);
        let gapsClip2, _fillStyle = null;
        lowerEdge.show && bandClip && hasData(lowerData, i0, i1) ? (_fillStyle = b3.fill(self, bi) || fillStyle, gapsClip2 = lowerEdge._paths.clip) : bandClip = null, strokeFill(strokeStyle, lineWidth, lineDash, lineCap, _fillStyle, strokePath, fillPath, flags, boundsClip, gapsClip, gapsClip2, bandClip), didStrokeFill = !0;
      }
    }), didStrokeFill || strokeFill(strokeStyle, lineWidth, lineDash, lineCap, fillStyle, strokePath, fillPath, flags, boundsClip, gapsClip);
  }
  let CLIP_FILL_STROKE = BAND_CLIP_FILL | BAND_CLIP_STROKE;
  function strokeFill(strokeStyle, lineWidth, lineDash, lineCap, fillStyle, strokePath, fillPath, flags, boundsClip, gapsClip, gapsClip2, bandClip) {
    setCtxStyle(strokeStyle, lineWidth, lineDash, lineCap, fillStyle), (boundsClip || gapsClip || bandClip) && (ctx.save(), boundsClip && ctx.clip(boundsClip), gapsClip && ctx.clip(gapsClip)), bandClip ? (flags & CLIP_FILL_STROKE) == CLIP_FILL_STROKE ? (ctx.clip(bandClip), gapsClip2 && ctx.clip(gapsClip2), doFill(fillStyle, fillPath), doStroke(strokeStyle, strokePath, lineWidth)) : flags & BAND_CLIP_STROKE ? (doFill(fillStyle, fillPath), ctx.clip(bandClip), doStroke(strokeStyle, strokePath, lineWidth)) : flags & BAND_CLIP_FILL && (ctx.save(), ctx.clip(bandClip), gapsClip2 && ctx.clip(gapsClip2), doFill(fillStyle, fillPath), ctx.restore(), doStroke(strokeStyle, strokePath, lineWidth)) : (doFill(fillStyle, fillPath), doStroke(strokeStyle, strokePath, lineWidth)), (boundsClip || gapsClip || bandClip) && ctx.restore();
  }
  function doStroke(strokeStyle, strokePath, lineWidth) {
    lineWidth > 0 && (strokePath instanceof Map ? strokePath.forEach((strokePath2, strokeStyle2) => {
      ctx.strokeStyle = ctxStroke = strokeStyle2, ctx.stroke(strokePath2);
    }) : strokePath != null && strokeStyle && ctx.stroke(strokePath));
  }
  function doFill(fillStyle, fillPath) {
    fillPath instanceof Map ? fillPath.forEach((fillPath2, fillStyle2) => {
      ctx.fillStyle = ctxFill = fillStyle2, ctx.fill(fillPath2);
    }) : fillPath != null && fillStyle && ctx.fill(fillPath);
  }
  function getIncrSpace(axisIdx, min2, max2, fullDim) {
    let axis = axes[axisIdx], incrSpace;
    if (fullDim <= 0)
      incrSpace = [0, 0];
    else {
      let minSpace = axis._space = axis.space(self, axisIdx, min2, max2, fullDim), incrs = axis._incrs = axis.incrs(self, axisIdx, min2, max2, fullDim, minSpace);
      incrSpace = findIncr(min2, max2, incrs, fullDim, minSpace);
    }
    return axis._found = incrSpace;
  }
  function drawOrthoLines(offs, filts, ori, side, pos0, len, width, stroke2, dash, cap) {
    let offset = width % 2 / 2;
    pxAlign == 1 && ctx.translate(offset, offset), setCtxStyle(stroke2, width, dash, cap, stroke2), ctx.beginPath();
    let x0, y0, x1, y1, pos1 = pos0 + (side == 0 || side == 3 ? -len : len);
    ori == 0 ? (y0 = pos0, y1 = pos1) : (x0 = pos0, x1 = pos1);
    for (let i4 = 0; i4 < offs.length; i4++)
      filts[i4] != null && (ori == 0 ? x0 = x1 = offs[i4] : y0 = y1 = offs[i4], ctx.moveTo(x0, y0), ctx.lineTo(x1, y1));
    ctx.stroke(), pxAlign == 1 && ctx.translate(-offset, -offset);
  }
  function axesCalc(cycleNum) {
    let converged = !0;
    return axes.forEach((axis, i4) => {
      if (!axis.show)
        return;
      let scale = scales[axis.scale];
      if (scale.min == null) {
        axis._show && (converged = !1, axis._show = !1, resetYSeries(!1));
        return;
      } else
        axis._show || (converged = !1, axis._show = !0, resetYSeries(!1));
      let side = axis.side, ori = side % 2, { min: min2, max: max2 } = scale, [_incr, _space] = getIncrSpace(i4, min2, max2, ori == 0 ? plotWidCss : plotHgtCss);
      if (_space == 0)
        return;
      let forceMin = scale.distr == 2, _splits = axis._splits = axis.splits(self, i4, min2, max2, _incr, _space, forceMin), splits = scale.distr == 2 ? _splits.map((i5) => data0[i5]) : _splits, incr = scale.distr == 2 ? data0[_splits[1]] - data0[_splits[0]] : _incr, values = axis._values = axis.values(self, axis.filter(self, splits, i4, _space, incr), i4, _space, incr);
      axis._rotate = side == 2 ? axis.rotate(self, values, i4, _space) : 0;
      let oldSize = axis._size;
      axis._size = ceil(axis.size(self, values, i4, cycleNum)), oldSize != null && axis._size != oldSize && (converged = !1);
    }), converged;
  }
  function paddingCalc(cycleNum) {
    let converged = !0;
    return padding.forEach((p5, i4) => {
      let _p = p5(self, i4, sidesWithAxes, cycleNum);
      _p != _padding[i4] && (converged = !1), _padding[i4] = _p;
    }), converged;
  }
  function drawAxesGrid() {
    for (let i4 = 0; i4 < axes.length; i4++) {
      let axis = axes[i4];
      if (!axis.show || !axis._show)
        continue;
      let side = axis.side, ori = side % 2, x4, y5, fillStyle = axis.stroke(self, i4), shiftDir = side == 0 || side == 3 ? -1 : 1, [_incr, _space] = axis._found;
      if (axis.label != null) {
        let shiftAmt2 = axis.labelGap * shiftDir, baseLpos = round((axis._lpos + shiftAmt2) * pxRatio);
        setFontStyle(axis.labelFont[0], fillStyle, "center", side == 2 ? "top" : BOTTOM), ctx.save(), ori == 1 ? (x4 = y5 = 0, ctx.translate(
          baseLpos,
          round(plotTop + plotHgt / 2)
        ), ctx.rotate((side == 3 ? -PI : PI) / 2)) : (x4 = round(plotLft + plotWid / 2), y5 = baseLpos);
        let _label = isFn(axis.label) ? axis.label(self, i4, _incr, _space) : axis.label;
        ctx.fillText(_label, x4, y5), ctx.restore();
      }
      if (_space == 0)
        continue;
      let scale = scales[axis.scale], plotDim = ori == 0 ? plotWid : plotHgt, plotOff = ori == 0 ? plotLft : plotTop, _splits = axis._splits, splits = scale.distr == 2 ? _splits.map((i5) => data0[i5]) : _splits, incr = scale.distr == 2 ? data0[_splits[1]] - data0[_splits[0]] : _incr, ticks2 = axis.ticks, border2 = axis.border, _tickSize = ticks2.show ? ticks2.size : 0, tickSize = round(_tickSize * pxRatio), axisGap = round((axis.alignTo == 2 ? axis._size - _tickSize - axis.gap : axis.gap) * pxRatio), angle = axis._rotate * -PI / 180, basePos = pxRound(axis._pos * pxRatio), shiftAmt = (tickSize + axisGap) * shiftDir, finalPos = basePos + shiftAmt;
      y5 = ori == 0 ? finalPos : 0, x4 = ori == 1 ? finalPos : 0;
      let font3 = axis.font[0], textAlign = axis.align == 1 ? LEFT : axis.align == 2 ? RIGHT : angle > 0 ? LEFT : angle < 0 ? RIGHT : ori == 0 ? "center" : side == 3 ? RIGHT : LEFT, textBaseline = angle || ori == 1 ? "middle" : side == 2 ? "top" : BOTTOM;
      setFontStyle(font3, fillStyle, textAlign, textBaseline);
      let lineHeight = axis.font[1] * axis.lineGap, canOffs = _splits.map((val) => pxRound(getPos(val, scale, plotDim, plotOff))), _values = axis._values;
      for (let i5 = 0; i5 < _values.length; i5++) {
        let val = _values[i5];
        if (val != null) {
          ori == 0 ? x4 = canOffs[i5] : y5 = canOffs[i5], val = "" + val;
          let _parts = val.indexOf(`
`) == -1 ? [val] : val.split(/\n/gm);
          for (let j4 = 0; j4 < _parts.length; j4++) {
            let text = _parts[j4];
            angle ? (ctx.save(), ctx.translate(x4, y5 + j4 * lineHeight), ctx.rotate(angle), ctx.fillText(text, 0, 0), ctx.restore()) : ctx.fillText(text, x4, y5 + j4 * lineHeight);
          }
        }
      }
      ticks2.show && drawOrthoLines(
        canOffs,
        ticks2.filter(self, splits, i4, _space, incr),
        ori,
        side,
        basePos,
        tickSize,
        roundDec(ticks2.width * pxRatio, 3),
        ticks2.stroke(self, i4),
        ticks2.dash,
        ticks2.cap
      );
      let grid2 = axis.grid;
      grid2.show && drawOrthoLines(
        canOffs,
        grid2.filter(self, splits, i4, _space, incr),
        ori,
        ori == 0 ? 2 : 1,
        ori == 0 ? plotTop : plotLft,
        ori == 0 ? plotHgt : plotWid,
        roundDec(grid2.width * pxRatio, 3),
        grid2.stroke(self, i4),
        grid2.dash,
        grid2.cap
      ), border2.show && drawOrthoLines(
        [basePos],
        [1],
        ori == 0 ? 1 : 0,
        ori == 0 ? 1 : 2,
        ori == 1 ? plotTop : plotLft,
        ori == 1 ? plotHgt : plotWid,
        roundDec(border2.width * pxRatio, 3),
        border2.stroke(self, i4),
        border2.dash,
        border2.cap
      );
    }
    fire("drawAxes");
  }
  function resetYSeries(minMax) {
    series.forEach((s4, i4) => {
      i4 > 0 && (s4._paths = null, minMax && (mode == 1 ? (s4.min = null, s4.max = null) : s4.facets.forEach((f4) => {
        f4.min = null, f4.max = null;
      })));
    });
  }
  let queuedCommit = !1, deferHooks = !1, hooksQueue = [];
  function flushHooks() {
    deferHooks = !1;
    for (let i4 = 0; i4 < hooksQueue.length; i4++)
      fire(...hooksQueue[i4]);
    hooksQueue.length = 0;
  }
  function commit() {
    queuedCommit || (microTask(_commit), queuedCommit = !0);
  }
  function batch(fn, _deferHooks = !1) {
    queuedCommit = !0, deferHooks = _deferHooks, fn(self), _commit(), _deferHooks && hooksQueue.length > 0 && queueMicrotask(flushHooks);
  }
  self.batch = batch;
  function _commit() {
    if (shouldSetScales && (setScales(), shouldSetScales = !1), shouldConvergeSize && (convergeSize(), shouldConvergeSize = !1), shouldSetSize) {
      if (setStylePx(under, LEFT, plotLftCss), setStylePx(under, "top", plotTopCss), setStylePx(under, WIDTH, plotWidCss), setStylePx(under, HEIGHT, plotHgtCss), setStylePx(over, LEFT, plotLftCss), setStylePx(over, "top", plotTopCss), setStylePx(over, WIDTH, plotWidCss), setStylePx(over, HEIGHT, plotHgtCss), setStylePx(wrap, WIDTH, fullWidCss), setStylePx(wrap, HEIGHT, fullHgtCss), can.width = round(fullWidCss * pxRatio), can.height = round(fullHgtCss * pxRatio), axes.forEach(({ _el, _show, _size, _pos, side }) => {
        if (_el != null)
          if (_show) {
            let posOffset = side === 3 || side === 0 ? _size : 0, isVt = side % 2 == 1;
            setStylePx(_el, isVt ? "left" : "top", _pos - posOffset), setStylePx(_el, isVt ? "width" : "height", _size), setStylePx(_el, isVt ? "top" : "left", isVt ? plotTopCss : plotLftCss), setStylePx(_el, isVt ? "height" : "width", isVt ? plotHgtCss : plotWidCss), remClass(_el, OFF);
          } else
            addClass(_el, OFF);
      }), ctxStroke = ctxFill = ctxWidth = ctxJoin = ctxCap = ctxFont = ctxAlign = ctxBaseline = ctxDash = null, ctxAlpha = 1, syncRect(!0), plotLftCss != _plotLftCss || plotTopCss != _plotTopCss || plotWidCss != _plotWidCss || plotHgtCss != _plotHgtCss) {
        resetYSeries(!1);
        let pctWid = plotWidCss / _plotWidCss, pctHgt = plotHgtCss / _plotHgtCss;
        if (showCursor && !shouldSetCursor && cursor.left >= 0) {
          cursor.left *= pctWid, cursor.top *= pctHgt, vCursor && elTrans(vCursor, round(cursor.left), 0, plotWidCss, plotHgtCss), hCursor && elTrans(hCursor, 0, round(cursor.top), plotWidCss, plotHgtCss);
          for (let i4 = 0; i4 < cursorPts.length; i4++) {
            let pt = cursorPts[i4];
            pt != null && (cursorPtsLft[i4] *= pctWid, cursorPtsTop[i4] *= pctHgt, elTrans(pt, ceil(cursorPtsLft[i4]), ceil(cursorPtsTop[i4]), plotWidCss, plotHgtCss));
          }
        }
        if (select.show && !shouldSetSelect && select.left >= 0 && select.width > 0) {
          select.left *= pctWid, select.width *= pctWid, select.top *= pctHgt, select.height *= pctHgt;
          for (let prop in _hideProps)
            setStylePx(selectDiv, prop, select[prop]);
        }
        _plotLftCss = plotLftCss, _plotTopCss = plotTopCss, _plotWidCss = plotWidCss, _plotHgtCss = plotHgtCss;
      }
      fire("setSize"), shouldSetSize = !1;
    }
    fullWidCss > 0 && fullHgtCss > 0 && (ctx.clearRect(0, 0, can.width, can.height), fire("drawClear"), drawOrder.forEach((fn) => fn()), fire("draw")), select.show && shouldSetSelect && (setSelect(select), shouldSetSelect = !1), showCursor && shouldSetCursor && (updateCursor(null, !0, !1), shouldSetCursor = !1), legend.show && legend.live && shouldSetLegend && (setLegend(), shouldSetLegend = !1), ready || (ready = !0, self.status = 1, fire("ready")), viaAutoScaleX = !1, queuedCommit = !1;
  }
  self.redraw = (rebuildPaths, recalcAxes) => {
    shouldConvergeSize = recalcAxes || !1, rebuildPaths !== !1 ? _setScale(xScaleKey, scaleX.min, scaleX.max) : commit();
  };
  function setScale(key3, opts2) {
    let sc = scales[key3];
    if (sc.from == null) {
      if (dataLen == 0) {
        let minMax = sc.range(self, opts2.min, opts2.max, key3);
        opts2.min = minMax[0], opts2.max = minMax[1];
      }
      if (opts2.min > opts2.max) {
        let _min = opts2.min;
        opts2.min = opts2.max, opts2.max = _min;
      }
      if (dataLen > 1 && opts2.min != null && opts2.max != null && opts2.max - opts2.min < 1e-16)
        return;
      key3 == xScaleKey && sc.distr == 2 && dataLen > 0 && (opts2.min = closestIdx(opts2.min, data[0]), opts2.max = closestIdx(opts2.max, data[0]), opts2.min == opts2.max && opts2.max++), pendScales[key3] = opts2, shouldSetScales = !0, commit();
    }
  }
  self.setScale = setScale;
  let xCursor, yCursor, vCursor, hCursor, rawMouseLeft0, rawMouseTop0, mouseLeft0, mouseTop0, rawMouseLeft1, rawMouseTop1, mouseLeft1, mouseTop1, dragging = !1, drag = cursor.drag, dragX = drag.x, dragY = drag.y;
  showCursor && (cursor.x && (xCursor = placeDiv(CURSOR_X, over)), cursor.y && (yCursor = placeDiv(CURSOR_Y, over)), scaleX.ori == 0 ? (vCursor = xCursor, hCursor = yCursor) : (vCursor = yCursor, hCursor = xCursor), mouseLeft1 = cursor.left, mouseTop1 = cursor.top);
  let select = self.select = assign({
    show: !0,
    over: !0,
    left: 0,
    width: 0,
    top: 0,
    height: 0
  }, opts.select), selectDiv = select.show ? placeDiv(SELECT, select.over ? over : under) : null;
  function setSelect(opts2, _fire) {
    if (select.show) {
      for (let prop in opts2)
        select[prop] = opts2[prop], prop in _hideProps && setStylePx(selectDiv, prop, opts2[prop]);
      _fire !== !1 && fire("setSelect");
    }
  }
  self.setSelect = setSelect;
  function toggleDOM(i4) {
    if (series[i4].show)
      showLegend && remClass(legendRows[i4], OFF);
    else if (showLegend && addClass(legendRows[i4], OFF), showCursor) {
      let pt = cursorOnePt ? cursorPts[0] : cursorPts[i4];
      pt != null && elTrans(pt, -10, -10, plotWidCss, plotHgtCss);
    }
  }
  function _setScale(key3, min2, max2) {
    setScale(key3, { min: min2, max: max2 });
  }
  function setSeries(i4, opts2, _fire, _pub) {
    opts2.focus != null && setFocus(i4), opts2.show != null && series.forEach((s4, si) => {
      si > 0 && (i4 == si || i4 == null) && (s4.show = opts2.show, toggleDOM(si), mode == 2 ? (_setScale(s4.facets[0].scale, null, null), _setScale(s4.facets[1].scale, null, null)) : _setScale(s4.scale, null, null), commit());
    }), _fire !== !1 && fire("setSeries", i4, opts2), _pub && pubSync("setSeries", self, i4, opts2);
  }
  self.setSeries = setSeries;
  function setBand(bi, opts2) {
    assign(bands[bi], opts2);
  }
  function addBand(opts2, bi) {
    opts2.fill = fnOrSelf(opts2.fill || null), opts2.dir = ifNull(opts2.dir, -1), bi = bi ?? bands.length, bands.splice(bi, 0, opts2);
  }
  function delBand(bi) {
    bi == null ? bands.length = 0 : bands.splice(bi, 1);
  }
  self.addBand = addBand, self.setBand = setBand, self.delBand = delBand;
  function setAlpha(i4, value) {
    series[i4].alpha = value, showCursor && cursorPts[i4] != null && (cursorPts[i4].style.opacity = value), showLegend && legendRows[i4] && (legendRows[i4].style.opacity = value);
  }
  let closestDist, closestSeries, focusedSeries, FOCUS_TRUE = { focus: !0 };
  function setFocus(i4) {
    if (i4 != focusedSeries) {
      let allFocused = i4 == null, _setAlpha = focus.alpha != 1;
      series.forEach((s4, i22) => {
        if (mode == 1 || i22 > 0) {
          let isFocused = allFocused || i22 == 0 || i22 == i4;
          s4._focus = allFocused ? null : isFocused, _setAlpha && setAlpha(i22, isFocused ? 1 : focus.alpha);
        }
      }), focusedSeries = i4, _setAlpha && commit();
    }
  }
  showLegend && cursorFocus && onMouse(mouseleave, legendTable, (e4) => {
    cursor._lock || (setCursorEvent(e4), focusedSeries != null && setSeries(null, FOCUS_TRUE, !0, syncOpts.setSeries));
  });
  function posToVal(pos, scale, can2) {
    let sc = scales[scale];
    can2 && (pos = pos / pxRatio - (sc.ori == 1 ? plotTopCss : plotLftCss));
    let dim = plotWidCss;
    sc.ori == 1 && (dim = plotHgtCss, pos = dim - pos), sc.dir == -1 && (pos = dim - pos);
    let _min = sc._min, _max = sc._max, pct = pos / dim, sv = _min + (_max - _min) * pct, distr = sc.distr;
    return distr == 3 ? pow(10, sv) : distr == 4 ? sinh(sv, sc.asinh) : distr == 100 ? sc.bwd(sv) : sv;
  }
  function closestIdxFromXpos(pos, can2) {
    let v4 = posToVal(pos, xScaleKey, can2);
    return closestIdx(v4, data[0], i0, i1);
  }
  self.valToIdx = (val) => closestIdx(val, data[0]), self.posToIdx = closestIdxFromXpos, self.posToVal = posToVal, self.valToPos = (val, scale, can2) => scales[scale].ori == 0 ? getHPos(
    val,
    scales[scale],
    can2 ? plotWid : plotWidCss,
    can2 ? plotLft : 0
  ) : getVPos(
    val,
    scales[scale],
    can2 ? plotHgt : plotHgtCss,
    can2 ? plotTop : 0
  ), self.setCursor = (opts2, _fire, _pub) => {
    mouseLeft1 = opts2.left, mouseTop1 = opts2.top, updateCursor(null, _fire, _pub);
  };
  function setSelH(off2, dim) {
    setStylePx(selectDiv, LEFT, select.left = off2), setStylePx(selectDiv, WIDTH, select.width = dim);
  }
  function setSelV(off2, dim) {
    setStylePx(selectDiv, "top", select.top = off2), setStylePx(selectDiv, HEIGHT, select.height = dim);
  }
  let setSelX = scaleX.ori == 0 ? setSelH : setSelV, setSelY = scaleX.ori == 1 ? setSelH : setSelV;
  function syncLegend() {
    if (showLegend && legend.live)
      for (let i4 = mode == 2 ? 1 : 0; i4 < series.length; i4++) {
        if (i4 == 0 && multiValLegend)
          continue;
        let vals = legend.values[i4], j4 = 0;
        for (let k4 in vals)
          legendCells[i4][j4++].firstChild.nodeValue = vals[k4];
      }
  }
  function setLegend(opts2, _fire) {
    if (opts2 != null && (opts2.idxs ? opts2.idxs.forEach((didx, sidx) => {
      activeIdxs[sidx] = didx;
    }) : isUndef(opts2.idx) || activeIdxs.fill(opts2.idx), legend.idx = activeIdxs[0]), showLegend && legend.live) {
      for (let sidx = 0; sidx < series.length; sidx++)
        (sidx > 0 || mode == 1 && !multiValLegend) && setLegendValues(sidx, activeIdxs[sidx]);
      syncLegend();
    }
    shouldSetLegend = !1, _fire !== !1 && fire("setLegend");
  }
  self.setLegend = setLegend;
  function setLegendValues(sidx, idx) {
    let s4 = series[sidx], src = sidx == 0 && xScaleDistr == 2 ? data0 : data[sidx], val;
    multiValLegend ? val = s4.values(self, sidx, idx) ?? NULL_LEGEND_VALUES : (val = s4.value(self, idx == null ? null : src[idx], sidx, idx), val = val == null ? NULL_LEGEND_VALUES : { _: val }), legend.values[sidx] = val;
  }
  function updateCursor(src, _fire, _pub) {
    rawMouseLeft1 = mouseLeft1, rawMouseTop1 = mouseTop1, [mouseLeft1, mouseTop1] = cursor.move(self, mouseLeft1, mouseTop1), cursor.left = mouseLeft1, cursor.top = mouseTop1, showCursor && (vCursor && elTrans(vCursor, round(mouseLeft1), 0, plotWidCss, plotHgtCss), hCursor && elTrans(hCursor, 0, round(mouseTop1), plotWidCss, plotHgtCss));
    let idx, noDataInRange = i0 > i1;
    closestDist = inf, closestSeries = null;
    let xDim = scaleX.ori == 0 ? plotWidCss : plotHgtCss, yDim = scaleX.ori == 1 ? plotWidCss : plotHgtCss;
    if (mouseLeft1 < 0 || dataLen == 0 || noDataInRange) {
      idx = cursor.idx = null;
      for (let i4 = 0; i4 < series.length; i4++) {
        let pt = cursorPts[i4];
        pt != null && elTrans(pt, -10, -10, plotWidCss, plotHgtCss);
      }
      cursorFocus && setSeries(null, FOCUS_TRUE, !0, src == null && syncOpts.setSeries), legend.live && (activeIdxs.fill(idx), shouldSetLegend = !0);
    } else {
      let mouseXPos, valAtPosX, xPos;
      mode == 1 && (mouseXPos = scaleX.ori == 0 ? mouseLeft1 : mouseTop1, valAtPosX = posToVal(mouseXPos, xScaleKey), idx = cursor.idx = closestIdx(valAtPosX, data[0], i0, i1), xPos = valToPosX(data[0][idx], scaleX, xDim, 0));
      let _ptLft = -10, _ptTop = -10, _ptWid = 0, _ptHgt = 0, _centered = !0, _ptFill = "", _ptStroke = "";
      for (let i4 = mode == 2 ? 1 : 0; i4 < series.length; i4++) {
        let s4 = series[i4], idx1 = activeIdxs[i4], yVal1 = idx1 == null ? null : mode == 1 ? data[i4][idx1] : data[i4][1][idx1], idx2 = cursor.dataIdx(self, i4, idx, valAtPosX), yVal2 = idx2 == null ? null : mode == 1 ? data[i4][idx2] : data[i4][1][idx2];
        if (shouldSetLegend = shouldSetLegend || yVal2 != yVal1 || idx2 != idx1, activeIdxs[i4] = idx2, i4 > 0 && s4.show) {
          let xPos2 = idx2 == null ? -10 : idx2 == idx ? xPos : valToPosX(mode == 1 ? data[0][idx2] : data[i4][0][idx2], scaleX, xDim, 0), yPos = yVal2 == null ? -10 : valToPosY(yVal2, mode == 1 ? scales[s4.scale] : scales[s4.facets[1].scale], yDim, 0);
          if (cursorFocus && yVal2 != null) {
            let mouseYPos = scaleX.ori == 1 ? mouseLeft1 : mouseTop1, dist = abs(focus.dist(self, i4, idx2, yPos, mouseYPos));
            if (dist < closestDist) {
              let bias = focus.bias;
              if (bias != 0) {
                let mouseYVal = posToVal(mouseYPos, s4.scale), seriesYValSign = yVal2 >= 0 ? 1 : -1, mouseYValSign = mouseYVal >= 0 ? 1 : -1;
                mouseYValSign == seriesYValSign && (mouseYValSign == 1 ? bias == 1 ? yVal2 >= mouseYVal : yVal2 <= mouseYVal : (
                  // >= 0
                  bias == 1 ? yVal2 <= mouseYVal : yVal2 >= mouseYVal
                )) && (closestDist = dist, closestSeries = i4);
              } else
                closestDist = dist, closestSeries = i4;
            }
          }
          if (shouldSetLegend || cursorOnePt) {
            let hPos, vPos;
            scaleX.ori == 0 ? (hPos = xPos2, vPos = yPos) : (hPos = yPos, vPos = xPos2);
            let ptWid, ptHgt, ptLft, ptTop, ptStroke, ptFill, centered = !0, getBBox = points2.bbox;
            if (getBBox != null) {
              centered = !1;
              let bbox = getBBox(self, i4);
              ptLft = bbox.left, ptTop = bbox.top, ptWid = bbox.width, ptHgt = bbox.height;
            } else
              ptLft = hPos, ptTop = vPos, ptWid = ptHgt = points2.size(self, i4);
            if (ptFill = points2.fill(self, i4), ptStroke = points2.stroke(self, i4), cursorOnePt)
              i4 == closestSeries && closestDist <= focus.prox && (_ptLft = ptLft, _ptTop = ptTop, _ptWid = ptWid, _ptHgt = ptHgt, _centered = centered, _ptFill = ptFill, _ptStroke = ptStroke);
            else {
              let pt = cursorPts[i4];
              pt != null && (cursorPtsLft[i4] = ptLft, cursorPtsTop[i4] = ptTop, elSize(pt, ptWid, ptHgt, centered), elColor(pt, ptFill, ptStroke), elTrans(pt, ceil(ptLft), ceil(ptTop), plotWidCss, plotHgtCss));
            }
          }
        }
      }
      if (cursorOnePt) {
        let p5 = focus.prox, focusChanged = focusedSeries == null ? closestDist <= p5 : closestDist > p5 || closestSeries != focusedSeries;
        if (shouldSetLegend || focusChanged) {
          let pt = cursorPts[0];
          pt != null && (cursorPtsLft[0] = _ptLft, cursorPtsTop[0] = _ptTop, elSize(pt, _ptWid, _ptHgt, _centered), elColor(pt, _ptFill, _ptStroke), elTrans(pt, ceil(_ptLft), ceil(_ptTop), plotWidCss, plotHgtCss));
        }
      }
    }
    if (select.show && dragging)
      if (src != null) {
        let [xKey, yKey] = syncOpts.scales, [matchXKeys, matchYKeys] = syncOpts.match, [xKeySrc, yKeySrc] = src.cursor.sync.scales, sdrag = src.cursor.drag;
        if (dragX = sdrag._x, dragY = sdrag._y, dragX || dragY) {
          let { left, top, width, height } = src.select, sori = src.scales[xKeySrc].ori, sPosToVal = src.posToVal, sOff, sDim, sc, a4, b3, matchingX = xKey != null && matchXKeys(xKey, xKeySrc), matchingY = yKey != null && matchYKeys(yKey, yKeySrc);
          matchingX && dragX ? (sori == 0 ? (sOff = left, sDim = width) : (sOff = top, sDim = height), sc = scales[xKey], a4 = valToPosX(sPosToVal(sOff, xKeySrc), sc, xDim, 0), b3 = valToPosX(sPosToVal(sOff + sDim, xKeySrc), sc, xDim, 0), setSelX(min(a4, b3), abs(b3 - a4))) : setSelX(0, xDim), matchingY && dragY ? (sori == 1 ? (sOff = left, sDim = width) : (sOff = top, sDim = height), sc = scales[yKey], a4 = valToPosY(sPosToVal(sOff, yKeySrc), sc, yDim, 0), b3 = valToPosY(sPosToVal(sOff + sDim, yKeySrc), sc, yDim, 0), setSelY(min(a4, b3), abs(b3 - a4))) : setSelY(0, yDim);
        } else
          hideSelect();
      } else {
        let rawDX = abs(rawMouseLeft1 - rawMouseLeft0), rawDY = abs(rawMouseTop1 - rawMouseTop0);
        if (scaleX.ori == 1) {
          let _rawDX = rawDX;
          rawDX = rawDY, rawDY = _rawDX;
        }
        dragX = drag.x && rawDX >= drag.dist, dragY = drag.y && rawDY >= drag.dist;
        let uni = drag.uni;
        uni != null ? dragX && dragY && (dragX = rawDX >= uni, dragY = rawDY >= uni, !dragX && !dragY && (rawDY > rawDX ? dragY = !0 : dragX = !0)) : drag.x && drag.y && (dragX || dragY) && (dragX = dragY = !0);
        let p0, p1;
        dragX && (scaleX.ori == 0 ? (p0 = mouseLeft0, p1 = mouseLeft1) : (p0 = mouseTop0, p1 = mouseTop1), setSelX(min(p0, p1), abs(p1 - p0)), dragY || setSelY(0, yDim)), dragY && (scaleX.ori == 1 ? (p0 = mouseLeft0, p1 = mouseLeft1) : (p0 = mouseTop0, p1 = mouseTop1), setSelY(min(p0, p1), abs(p1 - p0)), dragX || setSelX(0, xDim)), !dragX && !dragY && (setSelX(0, 0), setSelY(0, 0));
      }
    if (drag._x = dragX, drag._y = dragY, src == null) {
      if (_pub) {
        if (syncKey != null) {
          let [xSyncKey, ySyncKey] = syncOpts.scales;
          syncOpts.values[0] = xSyncKey != null ? posToVal(scaleX.ori == 0 ? mouseLeft1 : mouseTop1, xSyncKey) : null, syncOpts.values[1] = ySyncKey != null ? posToVal(scaleX.ori == 1 ? mouseLeft1 : mouseTop1, ySyncKey) : null;
        }
        pubSync(mousemove, self, mouseLeft1, mouseTop1, plotWidCss, plotHgtCss, idx);
      }
      if (cursorFocus) {
        let shouldPub = _pub && syncOpts.setSeries, p5 = focus.prox;
        focusedSeries == null ? closestDist <= p5 && setSeries(closestSeries, FOCUS_TRUE, !0, shouldPub) : closestDist > p5 ? setSeries(null, FOCUS_TRUE, !0, shouldPub) : closestSeries != focusedSeries && setSeries(closestSeries, FOCUS_TRUE, !0, shouldPub);
      }
    }
    shouldSetLegend && (legend.idx = idx, setLegend()), _fire !== !1 && fire("setCursor");
  }
  let rect2 = null;
  Object.defineProperty(self, "rect", {
    get() {
      return rect2 == null && syncRect(!1), rect2;
    }
  });
  function syncRect(defer = !1) {
    defer ? rect2 = null : (rect2 = over.getBoundingClientRect(), fire("syncRect", rect2));
  }
  function mouseMove(e4, src, _l, _t, _w, _h, _i) {
    cursor._lock || dragging && e4 != null && e4.movementX == 0 && e4.movementY == 0 || (cacheMouse(e4, src, _l, _t, _w, _h, _i, !1, e4 != null), e4 != null ? updateCursor(null, !0, !0) : updateCursor(src, !0, !1));
  }
  function cacheMouse(e4, src, _l, _t, _w, _h, _i, initial, snap) {
    if (rect2 == null && syncRect(!1), setCursorEvent(e4), e4 != null)
      _l = e4.clientX - rect2.left, _t = e4.clientY - rect2.top;
    else {
      if (_l < 0 || _t < 0) {
        mouseLeft1 = -10, mouseTop1 = -10;
        return;
      }
      let [xKey, yKey] = syncOpts.scales, syncOptsSrc = src.cursor.sync, [xValSrc, yValSrc] = syncOptsSrc.values, [xKeySrc, yKeySrc] = syncOptsSrc.scales, [matchXKeys, matchYKeys] = syncOpts.match, rotSrc = src.axes[0].side % 2 == 1, xDim = scaleX.ori == 0 ? plotWidCss : plotHgtCss, yDim = scaleX.ori == 1 ? plotWidCss : plotHgtCss, _xDim = rotSrc ? _h : _w, _yDim = rotSrc ? _w : _h, _xPos = rotSrc ? _t : _l, _yPos = rotSrc ? _l : _t;
      if (xKeySrc != null ? _l = matchXKeys(xKey, xKeySrc) ? getPos(xValSrc, scales[xKey], xDim, 0) : -10 : _l = xDim * (_xPos / _xDim), yKeySrc != null ? _t = matchYKeys(yKey, yKeySrc) ? getPos(yValSrc, scales[yKey], yDim, 0) : -10 : _t = yDim * (_yPos / _yDim), scaleX.ori == 1) {
        let __l = _l;
        _l = _t, _t = __l;
      }
    }
    snap && (src == null || src.cursor.event.type == mousemove) && ((_l <= 1 || _l >= plotWidCss - 1) && (_l = incrRound(_l, plotWidCss)), (_t <= 1 || _t >= plotHgtCss - 1) && (_t = incrRound(_t, plotHgtCss))), initial ? (rawMouseLeft0 = _l, rawMouseTop0 = _t, [mouseLeft0, mouseTop0] = cursor.move(self, _l, _t)) : (mouseLeft1 = _l, mouseTop1 = _t);
  }
  let _hideProps = {
    width: 0,
    height: 0,
    left: 0,
    top: 0
  };
  function hideSelect() {
    setSelect(_hideProps, !1);
  }
  let downSelectLeft, downSelectTop, downSelectWidth, downSelectHeight;
  function mouseDown(e4, src, _l, _t, _w, _h, _i) {
    dragging = !0, dragX = dragY = drag._x = drag._y = !1, cacheMouse(e4, src, _l, _t, _w, _h, _i, !0, !1), e4 != null && (onMouse(mouseup, doc, mouseUp, !1), pubSync(mousedown, self, mouseLeft0, mouseTop0, plotWidCss, plotHgtCss, null));
    let { left, top, width, height } = select;
    downSelectLeft = left, downSelectTop = top, downSelectWidth = width, downSelectHeight = height;
  }
  function mouseUp(e4, src, _l, _t, _w, _h, _i) {
    dragging = drag._x = drag._y = !1, cacheMouse(e4, src, _l, _t, _w, _h, _i, !1, !0);
    let { left, top, width, height } = select, hasSelect = width > 0 || height > 0, chgSelect = downSelectLeft != left || downSelectTop != top || downSelectWidth != width || downSelectHeight != height;
    if (hasSelect && chgSelect && setSelect(select), drag.setScale && hasSelect && chgSelect) {
      let xOff = left, xDim = width, yOff = top, yDim = height;
      if (scaleX.ori == 1 && (xOff = top, xDim = height, yOff = left, yDim = width), dragX && _setScale(
        xScaleKey,
        posToVal(xOff, xScaleKey),
        posToVal(xOff + xDim, xScaleKey)
      ), dragY)
        for (let k4 in scales) {
          let sc = scales[k4];
          k4 != xScaleKey && sc.from == null && sc.min != inf && _setScale(
            k4,
            posToVal(yOff + yDim, k4),
            posToVal(yOff, k4)
          );
        }
      hideSelect();
    } else cursor.lock && (cursor._lock = !cursor._lock, updateCursor(src, !0, e4 != null));
    e4 != null && (offMouse(mouseup, doc), pubSync(mouseup, self, mouseLeft1, mouseTop1, plotWidCss, plotHgtCss, null));
  }
  function mouseLeave(e4, src, _l, _t, _w, _h, _i) {
    if (cursor._lock)
      return;
    setCursorEvent(e4);
    let _dragging = dragging;
    if (dragging) {
      let snapH = !0, snapV = !0, snapProx = 10, dragH, dragV;
      scaleX.ori == 0 ? (dragH = dragX, dragV = dragY) : (dragH = dragY, dragV = dragX), dragH && dragV && (snapH = mouseLeft1 <= snapProx || mouseLeft1 >= plotWidCss - snapProx, snapV = mouseTop1 <= snapProx || mouseTop1 >= plotHgtCss - snapProx), dragH && snapH && (mouseLeft1 = mouseLeft1 < mouseLeft0 ? 0 : plotWidCss), dragV && snapV && (mouseTop1 = mouseTop1 < mouseTop0 ? 0 : plotHgtCss), updateCursor(null, !0, !0), dragging = !1;
    }
    mouseLeft1 = -10, mouseTop1 = -10, activeIdxs.fill(null), updateCursor(null, !0, !0), _dragging && (dragging = _dragging);
  }
  function dblClick(e4, src, _l, _t, _w, _h, _i) {
    cursor._lock || (setCursorEvent(e4), autoScaleX(), hideSelect(), e4 != null && pubSync(dblclick, self, mouseLeft1, mouseTop1, plotWidCss, plotHgtCss, null));
  }
  function syncPxRatio() {
    axes.forEach(syncFontSize), _setSize(self.width, self.height, !0);
  }
  on(dppxchange, win, syncPxRatio);
  let events = {};
  events.mousedown = mouseDown, events.mousemove = mouseMove, events.mouseup = mouseUp, events.dblclick = dblClick, events.setSeries = (e4, src, idx, opts2) => {
    let seriesIdxMatcher2 = syncOpts.match[2];
    idx = seriesIdxMatcher2(self, src, idx), idx != -1 && setSeries(idx, opts2, !0, !1);
  }, showCursor && (onMouse(mousedown, over, mouseDown), onMouse(mousemove, over, mouseMove), onMouse(mouseenter, over, (e4) => {
    setCursorEvent(e4), syncRect(!1);
  }), onMouse(mouseleave, over, mouseLeave), onMouse(dblclick, over, dblClick), cursorPlots.add(self), self.syncRect = syncRect);
  let hooks = self.hooks = opts.hooks || {};
  function fire(evName, a1, a22) {
    deferHooks ? hooksQueue.push([evName, a1, a22]) : evName in hooks && hooks[evName].forEach((fn) => {
      fn.call(null, self, a1, a22);
    });
  }
  (opts.plugins || []).forEach((p5) => {
    for (let evName in p5.hooks)
      hooks[evName] = (hooks[evName] || []).concat(p5.hooks[evName]);
  });
  let seriesIdxMatcher = (self2, src, srcSeriesIdx) => srcSeriesIdx, syncOpts = assign({
    key: null,
    setSeries: !1,
    filters: {
      pub: retTrue,
      sub: retTrue
    },
    scales: [xScaleKey, series[1] ? series[1].scale : null],
    match: [retEq, retEq, seriesIdxMatcher],
    values: [null, null]
  }, cursor.sync);
  syncOpts.match.length == 2 && syncOpts.match.push(seriesIdxMatcher), cursor.sync = syncOpts;
  let syncKey = syncOpts.key, sync = _sync(syncKey);
  function pubSync(type, src, x4, y5, w5, h5, i4) {
    syncOpts.filters.pub(type, src, x4, y5, w5, h5, i4) && sync.pub(type, src, x4, y5, w5, h5, i4);
  }
  sync.sub(self);
  function pub(type, src, x4, y5, w5, h5, i4) {
    syncOpts.filters.sub(type, src, x4, y5, w5, h5, i4) && events[type](null, src, x4, y5, w5, h5, i4);
  }
  self.pub = pub;
  function destroy() {
    sync.unsub(self), cursorPlots.delete(self), mouseListeners.clear(), off(dppxchange, win, syncPxRatio), root.remove(), legendTable?.remove(), fire("destroy");
  }
  self.destroy = destroy;
  function _init() {
    fire("init", opts, data), setData(data || opts.data, !1), pendScales[xScaleKey] ? setScale(xScaleKey, pendScales[xScaleKey]) : autoScaleX(), shouldSetSelect = select.show && (select.width > 0 || select.height > 0), shouldSetCursor = shouldSetLegend = !0, _setSize(opts.width, opts.height);
  }
  return series.forEach(initSeries), axes.forEach(initAxis), then ? then instanceof HTMLElement ? (then.appendChild(root), _init()) : then(self, _init) : _init(), self;
}
uPlot.assign = assign;
uPlot.fmtNum = fmtNum;
uPlot.rangeNum = rangeNum;
uPlot.rangeLog = rangeLog;
uPlot.rangeAsinh = rangeAsinh;
uPlot.orient = orient;
uPlot.pxRatio = pxRatio;
uPlot.join = join;
uPlot.fmtDate = fmtDate, uPlot.tzDate = tzDate;
uPlot.sync = _sync;
{
  uPlot.addGap = addGap, uPlot.clipGaps = clipGaps;
  let paths = uPlot.paths = {
    points
  };
  paths.linear = linear, paths.stepped = stepped, paths.bars = bars, paths.spline = monotoneCubic;
}

// src/glassnet/web/static/src/draw/profile.js
var HEIGHT2 = 100, GAP = 0.28, DECADES = 8, SCHEMES = { xavier: "Xavier", he: "He" };
function blend(from, to, t6) {
  let a4 = rgb(from), b3 = rgb(to);
  return `rgb(${a4.map((c4, i4) => Math.round(c4 + (b3[i4] - c4) * t6)).join(" ")})`;
}
var layerName = (name) => name === "output" ? "out" : name.replace("layer ", "");
function ofLayer(schemes) {
  let hidden = schemes.slice(0, -1), same = hidden.every((s4) => s4 === hidden[0]), word = (s4) => (
    /** @type {Record<string, string>} */
    SCHEMES[s4] ?? s4
  );
  return hidden.length ? same ? word(hidden[0]) : hidden.map((s4, i4) => `${i4 + 1} ${word(s4)}`).join(", ") : word(schemes[0]);
}
function profile(json, name) {
  let log = json.statistics[name].log, count2 = json.layers.length, values = json.layers.map((l4) => typeof l4[name] == "number" ? l4[name] : NaN), theory = name === "spread" || name === "delta" ? Object.entries(json.levels).map(([scheme2, found]) => ({ scheme: scheme2, values: (
    /** @type {any} */
    found[name]
  ), source: (
    /** @type {any} */
    found.source
  ) })) : [], seen2 = [...values, ...theory.flatMap((t6) => t6.values)].filter((v4) => typeof v4 == "number" && Number.isFinite(v4) && (!log || v4 > 0)), share3 = name === "saturated" || name === "dead", low = Math.min(0, ...seen2), high = share3 ? 1 : Math.max(0, ...seen2) * 1.05 || 1;
  log && (high = Math.log10(Math.max(...seen2, 1e-12)) + 0.15, low = Math.max(Math.log10(Math.min(...seen2, 10 ** high)) - 0.6, high - DECADES));
  let up = (v4) => HEIGHT2 * (1 - Math.max(0, Math.min(1, ((log ? Math.log10(v4) : v4) - low) / (high - low || 1)))), zero = log ? HEIGHT2 : up(0), wide = 100 / count2, bars2 = values.flatMap((v4, i4) => {
    if (!Number.isFinite(v4) || log && v4 <= 0) return [];
    let y5 = up(v4);
    return [{ name: json.layers[i4].name, x: (i4 + GAP / 2) * wide, y: Math.min(y5, zero), width: wide * (1 - GAP), height: Math.max(0.6, Math.abs(zero - y5)) }];
  }), levels = theory.map(({ scheme: scheme2, values: level2, source }) => ({
    name: scheme2,
    label: (
      /** @type {Record<string, string>} */
      SCHEMES[scheme2] ?? scheme2
    ),
    source,
    values: level2.filter((v4) => typeof v4 == "number"),
    points: level2.flatMap((v4, i4) => v4 === null || log && v4 <= 0 ? [] : [`${i4 * wide},${up(v4)} ${(i4 + 1) * wide},${up(v4)}`]).join(" ")
  }));
  return { bars: bars2, levels, height: HEIGHT2 };
}

// src/glassnet/web/static/src/components/panels/asking.js
function createAsk(store, parameters, { least, share: share3 }) {
  let asked = "", made = "", sent = 0, free = 0, step = -1, keyOf = (what, revision) => `${JSON.stringify(what)} ${revision}`, key2 = () => keyOf(parameters(), store.frames.revision());
  return {
    /** The parameters while the picture is out of date, else null. */
    ask() {
      let now = performance.now(), running = store.running.peek(), current = store.frames.latest("status")?.step ?? 0;
      return made === key2() && (step === current || running && now < free) || running && now < free ? null : (asked !== key2() && (sent = now), asked = key2(), parameters());
    },
    /** An answer is shown; what it answers may have been asked before the last question. */
    received(view) {
      let now = performance.now();
      made = keyOf(view.asked, view.revision), step = view.step, free = now + Math.max(least, (now - sent) / share3), asked = "";
    },
    /** The step that the picture is of. */
    shown: () => step
  };
}

// src/glassnet/web/static/src/components/panels/autograd.js
var ENTRIES = 240, FEWEST = 8, MOST2 = 40, digits = (x4) => x4 === null ? "–" : x4.toPrecision(9).replace("-", "−"), apart = (x4) => x4 === null ? "–" : x4 === 0 ? "0" : x4.toExponential(1).replaceAll("-", "−"), share2 = (layers) => Math.max(FEWEST, Math.min(MOST2, Math.floor(ENTRIES / (2 * (layers - 1)))));
function Autograd() {
  let [open, setOpen] = d2(!1);
  return m2`<details class="autograd" open=${open} onToggle=${(e4) => setOpen(e4.target.open)}>
    <summary>Manual against autograd: the same gradients three ways</summary>
    ${open && m2`<${Compared} />`}
  </details>`;
}
function Compared() {
  let store = useStore(), [found, setFound] = d2(
    /** @type {any} */
    null
  );
  return A2(() => {
    let asking = createAsk(store, () => ({ entries: share2(store.state.peek()?.sizes.length ?? 2) }), { least: 500, share: 0.2 }), end = store.frames.need("autograd", asking.ask, (view) => {
      asking.received(view), setFound(view.json);
    });
    return store.frames.refresh(), end;
  }, [store]), found ? found.problem ? m2`<p class="quiet">${found.problem}</p>` : m2`<p class="about">${found.agree ? "All three agree" : "They differ"}: of ${found.examples}, loss ${short(found.loss)}. Manual is the backpropagation written out in NumPy, autograd is PyTorch's, measured are central differences.</p>
    <div class="sheet" tabindex="0" role="region" aria-label="Greatest differences of the gradients of each array"><table>
      <caption class="quiet">Greatest difference in each array</caption>
      <thead><tr><th scope="col">array</th><th scope="col">shape</th><th scope="col">manual − autograd</th><th scope="col">manual − measured</th><th scope="col">verdict</th></tr></thead>
      <tbody>${found.rows.map((row) => m2`<tr key=${row.parameter}><th scope="row">${row.parameter}</th><td>${row.shape.join(" × ")}</td><td class="n">${apart(row.autograd)}</td><td class="n">${apart(row.measured)}</td><td>${row.agree ? "agree" : "differ"}</td></tr>`)}</tbody>
    </table></div>
    <div class="sheet" tabindex="0" role="region" aria-label="The greatest gradients"><table>
      <caption class="quiet">The greatest gradients</caption>
      <thead><tr><th scope="col">entry</th><th scope="col">manual</th><th scope="col">autograd</th><th scope="col">measured</th></tr></thead>
      <tbody>${found.entries.map((e4) => m2`<tr key=${e4.entry}><th scope="row">${e4.entry}</th><td class="n">${digits(e4.manual)}</td><td class="n">${digits(e4.autograd)}</td><td class="n">${digits(e4.measured)}</td></tr>`)}</tbody>
    </table></div>` : m2`<p class="quiet">Loading PyTorch …</p>`;
}

// src/glassnet/web/static/src/components/panels/gradients.js
var LINE = 11, POINTS = 120, SHARES = ["saturated", "dead"], layerColours = (p5, n4) => Array.from({ length: n4 }, (_6, i4) => {
  let t6 = n4 > 1 ? i4 / (n4 - 1) : 0;
  return t6 < 0.5 ? blend(p5.low, p5.ink, 2 * t6) : blend(p5.ink, p5.high, 2 * t6 - 1);
}), powers = (_6, ticks2) => ticks2.map((t6) => Math.abs(Math.log10(t6) - Math.round(Math.log10(t6))) < 1e-9 ? t6 : null), words = (name, x4) => x4 == null || Number.isNaN(x4) ? "–" : SHARES.includes(name) ? percent(x4) : short(x4), sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
function columns(view, name) {
  let { json, buffers } = view, layers = json.layers.length, names2 = Object.keys(json.statistics), values = f32(buffers[1 + names2.indexOf(name)]), log = json.statistics[name].log, epochs = Array.from(f32(buffers[0])), known = (v4) => Number.isFinite(v4) && (!log || v4 > 0);
  return [epochs, ...json.layers.map((_6, l4) => epochs.map((_e, m6) => known(values[m6 * layers + l4]) ? values[m6 * layers + l4] : null))];
}
function Gradients() {
  let store = useStore(), [view, setView] = d2(
    /** @type {View|null} */
    null
  ), [name, setName] = d2("gradient");
  if (A2(() => {
    let asking = createAsk(store, () => ({ points: POINTS }), { least: 250, share: 0.25 });
    return store.frames.need("flow", asking.ask, (next) => {
      asking.received(next), setView(next);
    });
  }, [store]), !view) return m2`<p class="quiet">Measuring …</p>`;
  let { json } = view, statistic = json.statistics[name];
  return m2`<div class="gradients">
    <div class="panel-line">
      <div class="segments" role="group" aria-label="What is shown">
        ${Object.entries(json.statistics).map(([key2, row]) => m2`<button key=${key2} type="button" aria-pressed=${key2 === name} onClick=${() => setName(key2)}>${/** @type {any} */
  row.label}</button>`)}
      </div>
    </div>
    <p class="about">${sentence(statistic.explain)}. Measured on ${count(json.examples)} training points, without dropout.</p>
    <div class="flows">
      <${OverEpochs} view=${view} name=${name} />
      <${AcrossLayers} json=${json} name=${name} />
    </div>
    ${json.changes.length > 0 && m2`<p class="about flow-changes">Changed on the way: ${json.changes.slice(-6).map((c4) => `${c4.text} (epoch ${short(c4.epoch)})`).join("; ")}.</p>`}
    <${Numbers} json=${json} chosen=${name} />
    <${Autograd} />
  </div>`;
}
function OverEpochs({ view, name }) {
  let palette = usePalette(), box = T2(
    /** @type {HTMLElement|null} */
    null
  ), reading = T2(
    /** @type {HTMLElement|null} */
    null
  ), chart = T2(
    /** @type {uPlot|null} */
    null
  ), latest = T2(view);
  latest.current = view;
  let { json } = view, layers = json.layers.length, log = json.statistics[name].log, shape = json.layers.map((l4) => l4.name).join();
  A2(() => {
    let element = box.current;
    if (!element || !palette) return;
    let made = makeChart(element, palette, { name, log, layers, latest, say });
    chart.current = made, made.setData(
      /** @type {uPlot.AlignedData} */
      columns(latest.current, name)
    );
    let observer = new ResizeObserver(() => element.clientWidth && made.setSize({ width: element.clientWidth, height: element.clientHeight }));
    return observer.observe(element), () => {
      observer.disconnect(), made.destroy(), chart.current = null;
    };
  }, [palette, name, shape]), A2(() => chart.current?.setData(
    /** @type {uPlot.AlignedData} */
    columns(view, name)
  ), [view]);
  function say(index) {
    let out = reading.current;
    if (!out) return;
    let data = index === null ? null : columns(latest.current, name);
    out.textContent = data && index !== null ? `epoch ${short(data[0][index])}: ${data.slice(1).map((c4, l4) => `${layerName(json.layers[l4].name)} ${words(name, c4[index])}`).join(", ")}` : "";
  }
  let said = columns(view, name), told = said.slice(1).map((c4, l4) => {
    let known = c4.filter((v4) => v4 !== null);
    return known.length ? `${json.layers[l4].name} from ${words(name, known[0])} to ${words(name, known.at(-1))}` : `${json.layers[l4].name} has none`;
  }), none = json.layers.filter((l4) => l4[name] === 0).map((l4) => l4.name);
  return m2`<figure class="flow-figure">
    <figcaption><b>Over the epochs</b> <span class="quiet">a line for each layer${log ? `, logarithmic${none.length ? `; at 0, which has no place here: ${none.join(", ")}` : ""}` : ""}</span></figcaption>
    <div class="flow-chart" ref=${box} role="img" aria-label=${`${json.statistics[name].label} over ${short(said[0].at(-1))} epochs: ${told.join(", ")}`}></div>
    <p class="flow-reading" ref=${reading}></p>
  </figure>`;
}
function makeChart(element, palette, { name, log, layers, latest, say }) {
  let font3 = "11px Inter, system-ui, sans-serif", axis = { stroke: palette.mute, font: font3, grid: { stroke: palette.line, width: 1 }, ticks: { show: !1 } }, strokes = layerColours(palette, layers), share3 = SHARES.includes(name);
  function over(u4) {
    let { ctx } = u4, { left, top, width, height } = u4.bbox, ratio = devicePixelRatio, { changes: changes2, statistics } = latest.current.json, usual2 = statistics[name].usual;
    ctx.save(), ctx.strokeStyle = palette.mute, ctx.fillStyle = palette.mute, ctx.lineWidth = ratio, ctx.setLineDash([3 * ratio, 3 * ratio]), ctx.beginPath();
    for (let { epoch } of changes2) {
      let x4 = Math.round(u4.valToPos(epoch, "x", !0));
      x4 < left || x4 > left + width || (ctx.moveTo(x4, top), ctx.lineTo(x4, top + height));
    }
    if (usual2 !== null) {
      let y5 = u4.valToPos(usual2, "y", !0);
      y5 > top && y5 < top + height && (ctx.moveTo(left, y5), ctx.lineTo(left + width, y5), ctx.fillText(`usual, ${short(usual2)}`, left + 4 * ratio, y5 - 4 * ratio));
    }
    ctx.stroke(), ctx.font = `600 ${11 * ratio}px Inter, system-ui, sans-serif`, ctx.textBaseline = "middle", ctx.textAlign = "left";
    let ends = strokes.flatMap((colour, l4) => {
      let column = u4.data[l4 + 1], at = column.findLastIndex((v5) => v5 != null), v4 = column[at];
      return v4 == null ? [] : [{ colour, text: l4 === layers - 1 ? "out" : String(l4 + 1), x: u4.valToPos(u4.data[0][at], "x", !0), y: u4.valToPos(v4, "y", !0) }];
    });
    ends.sort((a4, b3) => a4.y - b3.y);
    let free = -1 / 0, last = top + height;
    for (let end of ends)
      end.y = Math.max(end.y, free), free = end.y + LINE * ratio;
    for (let end of ends.toReversed())
      end.y = Math.min(end.y, last), last = end.y - LINE * ratio, ctx.fillStyle = end.colour, ctx.fillText(end.text, end.x + 5 * ratio, end.y);
    ctx.restore();
  }
  return new uPlot(
    {
      width: Math.max(120, element.clientWidth),
      height: element.clientHeight,
      padding: [8, 26, 0, 0],
      legend: { show: !1 },
      cursor: { y: !1, points: { size: 6 }, drag: { x: !1, y: !1 } },
      scales: { x: { time: !1 }, y: log ? { distr: 3 } : share3 ? { range: [-0.02, 1.02] } : {} },
      axes: [
        { ...axis, size: 20, gap: 2, space: 60, values: (_6, ticks2) => ticks2.map((t6) => short(t6)) },
        { ...axis, grid: log ? { ...axis.grid, filter: powers } : axis.grid, size: 46, gap: 4, space: 24, values: (_6, ticks2) => ticks2.map((t6) => t6 === null ? "" : share3 ? percent(t6).replace(".0 %", " %") : short(t6, 2)) }
      ],
      series: [{}, ...strokes.map((stroke2) => ({ stroke: stroke2, width: 1.8, spanGaps: !1, points: { show: (u4) => u4.data[0].length < 3, size: 5 } }))],
      hooks: { draw: [over], setCursor: [(u4) => say(u4.cursor.idx ?? null)] }
    },
    [[], ...strokes.map(() => [])],
    element
  );
}
function AcrossLayers({ json, name }) {
  let { bars: bars2, levels, height } = profile(json, name), statistic = json.statistics[name], said = json.layers.map((l4) => `${l4.name} ${words(name, l4[name])}`).join(", "), theory = levels.length ? `; theory: ${levels.map((l4) => `${l4.label} ${l4.values.map((v4) => short(v4)).join(", ")}`).join("; ")}` : "";
  return m2`<figure class="flow-figure">
    <figcaption><b>Across the layers, now</b> <span class="quiet">${levels.length ? "dashed: theory, untrained" : statistic.log ? "logarithmic" : ""}</span></figcaption>
    <svg class="flow-bars" viewBox=${`0 0 100 ${height}`} preserveAspectRatio="none" role="img" aria-label=${`${statistic.label} of each layer: ${said}${theory}`}>
      ${bars2.map((b3) => m2`<rect key=${b3.name} class="bar" x=${b3.x} y=${b3.y} width=${b3.width} height=${b3.height} />`)}
      ${levels.map((l4) => m2`<polyline key=${l4.name} class=${`level ${l4.name}`} points=${l4.points} vector-effect="non-scaling-stroke" />`)}
    </svg>
    <ol class="flow-layers" style=${`--layers: ${json.layers.length}`} aria-hidden="true">
      ${json.layers.map((l4) => m2`<li key=${l4.name}><b>${layerName(l4.name)}</b><span>${words(name, l4[name])}</span></li>`)}
    </ol>
    ${levels.length > 0 && m2`<p class="flow-key">${levels.map((l4) => m2`<span key=${l4.name} class=${`key-line ${l4.name}`} title=${l4.source}>${l4.label}</span>`)}<span class="quiet">made for these layers: ${ofLayer(json.suited)}</span></p>
      <p class="about">${levels.map((l4) => `${l4.label}: ${l4.source}`).join(". ")}.</p>`}
  </figure>`;
}
function Numbers({ json, chosen: chosen2 }) {
  let names2 = Object.keys(json.statistics);
  return m2`<div class="sheet" tabindex="0" role="region" aria-label="All numbers of each layer, now">
    <table>
      <thead><tr><th scope="col">layer</th><th scope="col">activation</th>${names2.map((n4) => m2`<th scope="col" key=${n4} class=${n4 === chosen2 ? "chosen" : ""} title=${json.statistics[n4].explain}>${json.statistics[n4].label}</th>`)}</tr></thead>
      <tbody>${json.layers.map((l4) => m2`<tr key=${l4.name}><th scope="row">${l4.name}</th><td>${l4.activation.replaceAll("_", " ")}</td>${names2.map((n4) => m2`<td key=${n4} class=${n4 === chosen2 ? "n chosen" : "n"}>${words(n4, l4[n4])}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}

// src/glassnet/web/static/src/components/panels/microscope-chain.js
function Formula({ markup, kind = "" }) {
  return m2`<span class=${`maths ${kind}`} dangerouslySetInnerHTML=${{ __html: markup }}></span>`;
}
function Choice({ weight: weight2, sizes }) {
  let store = useStore(), last = sizes.length - 1, put = (more) => {
    let next = { ...weight2, ...more };
    next.unit = Math.min(next.unit, sizes[next.layer] - 1), next.source = Math.min(next.source, sizes[next.layer - 1] - 1), store.view.scope.chosen.value = next;
  }, options = (n4, words2, now, from = 0) => Array.from({ length: n4 - from }, (_6, i4) => m2`<option key=${i4 + from} value=${i4 + from} selected=${i4 + from === now}>${words2(i4 + from)}</option>`), number = (e4) => Number(e4.target.value);
  return m2`<div class="weight-choice" role="group" aria-label="Weight">
    <select aria-label="Layer" value=${weight2.layer} onChange=${(e4) => put({ layer: number(e4) })}>
      ${options(last + 1, (l4) => l4 === last ? "output" : `layer ${l4}`, weight2.layer, 1)}
    </select>
    <select aria-label="To neuron" value=${weight2.unit} onChange=${(e4) => put({ unit: number(e4) })}>
      ${options(sizes[weight2.layer], (j4) => `neuron ${j4 + 1}`, weight2.unit)}
    </select>
    <select aria-label="From" value=${weight2.source} onChange=${(e4) => put({ source: number(e4) })}>
      ${options(sizes[weight2.layer - 1], (k4) => k4 < 0 ? "bias" : weight2.layer === 1 ? `from input ${k4 + 1}` : `from neuron ${k4 + 1}`, weight2.source, -1)}
    </select>
  </div>`;
}
function Path({ path, many, examples, number }) {
  return m2`<div class="path">
    ${many && m2`<p class="quiet">${examples ? `Example ${path.example + 1}` : `Path ${number + 1}`}</p>`}
    <ol class="factors">
      ${path.factors.map((factor, i4) => m2`<li key=${i4} title=${factor.about} class=${factor.value < 0 ? "low" : "high"}>
        <${Formula} markup=${factor.mathml} /><b>${short(factor.value, 4)}</b>
      </li>`)}
    </ol>
    <div class="product" tabindex="0" role="region" aria-label="The product"><${Formula} markup=${path.mathml} /></div>
  </div>`;
}
function Verdict({ chain }) {
  let words2 = chain.kink ? "on a kink: the two need not agree" : chain.agrees ? "they agree" : "they differ";
  return m2`<dl class="verdict" data-agrees=${chain.agrees}>
    <div><dt>backpropagation</dt><dd data-testid="analytic">${short(chain.total, 6)}</dd></div>
    <div><dt>finite difference</dt><dd data-testid="numeric">${short(chain.numeric, 6)}</dd></div>
    <div class="mark"><dt class="hidden-text">verdict</dt><dd><span aria-hidden="true">${chain.agrees ? "✓" : "✗"}</span> ${words2}${chain.kink ? "" : ` (relative error ${short(chain.relative_error, 1)})`}</dd></div>
  </dl>`;
}
function Chain({ sizes }) {
  let store = useStore(), { scope } = store.view, weight2 = scope.weight.value, chain = scope.chain.value;
  if (!weight2 || weight2.layer >= sizes.length) return null;
  let known = chain && !chain.error && chain.layer === weight2.layer && chain.unit === weight2.unit && (chain.source ?? -1) === weight2.source, examples = new Set((chain?.paths ?? []).map((p5) => p5.example)).size > 1;
  return m2`<section class="chain" aria-label="The chain of one weight">
    <div class="chain-head"><h3>One weight’s own chain</h3><${Choice} weight=${weight2} sizes=${sizes} /></div>
    ${chain?.error && m2`<p class="quiet">${chain.error}</p>`}
    ${known && m2`<div class=${`paths${chain.merged ? " merged" : ""}`}>
      ${chain.paths.map((path, i4) => m2`<${Path} key=${i4} path=${path} number=${i4} many=${chain.paths.length > 1} examples=${examples} />`)}
      ${chain.left_out > 0 && m2`<p class="quiet">and ${chain.left_out} more examples, all added up</p>`}
      ${chain.total !== chain.analytic && m2`<p class="quiet">The penalty adds ${short(chain.total - chain.analytic, 4)}.</p>`}
    </div>
    <${Verdict} chain=${chain} />`}
    <p class="quiet hint">Point at an edge or a bias dot in the diagram, or choose it here.</p>
  </section>`;
}

// src/glassnet/web/static/src/components/panels/microscope-quantity.js
function names(q3, features, classes, last) {
  let unit = (layer2, j4) => layer2 === 0 ? pretty(features[j4] ?? `input ${j4 + 1}`) : layer2 === last && classes.length > j4 && q3.shape.at(-1) === classes.length ? `class ${classes[j4]}` : `neuron ${j4 + 1}`, layer = q3.layer ?? last;
  if (q3.light.entry === "edge") return { row: (i4) => unit(layer, i4), column: (k4) => unit(layer - 1, k4) };
  if (q3.shape.length === 3) {
    let k4 = q3.shape[2];
    return { row: (i4) => `example ${i4 + 1}`, column: (j4) => `${Math.floor(j4 / k4) + 1} by ${j4 % k4 + 1}` };
  }
  return { row: (i4) => q3.rows > 1 ? `example ${i4 + 1}` : "", column: (j4) => q3.shape.length ? unit(q3.light.units ?? layer, j4) : "" };
}
function Values({ scope, quantity }) {
  let store = useStore(), state = store.state.value, table = T2(
    /** @type {HTMLElement|null} */
    null
  ), rows = quantity.values.length, columns2 = quantity.values[0]?.length ?? 0, row = Math.min(scope.row.value, rows - 1), column = Math.min(scope.column.value, columns2 - 1), called = names(quantity, state?.features ?? [], state?.classes ?? [], (state?.sizes.length ?? 1) - 1), most = Math.max(1e-300, ...quantity.values.flat().map((v4) => Math.abs(v4 ?? 0))), choose = (i4, j4) => scope.go(scope.at.peek(), i4, j4), key2 = (e4) => {
    let way2 = (
      /** @type {Record<string, [number, number]>} */
      { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -columns2], End: [0, columns2] }[e4.key]
    );
    if (!way2) return;
    e4.preventDefault();
    let i4 = Math.max(0, Math.min(rows - 1, row + way2[0])), j4 = Math.max(0, Math.min(columns2 - 1, column + way2[1]));
    choose(i4, j4), table.current?.querySelector(`[data-at="${i4},${j4}"]`)?.focus();
  }, left = quantity.rows * quantity.columns - rows * columns2, heads = !!called.column(0), sides = quantity.values.some((_6, i4) => called.row(i4));
  return m2`<div class="scope-values">
    <table role="grid" aria-label=${`Values of ${quantity.name}`} ref=${table} onKeyDown=${key2}>
      ${heads && m2`<thead><tr role="row">${sides && m2`<td></td>`}${quantity.values[0].map((_6, j4) => m2`<th scope="col" role="columnheader" key=${j4}>${called.column(j4)}</th>`)}</tr></thead>`}
      <tbody>
        ${quantity.values.map((line, i4) => m2`<tr role="row" key=${i4}>
          ${sides && m2`<th scope="row" role="rowheader">${called.row(i4)}</th>`}
          ${line.map((v4, j4) => {
    let now = i4 === row && j4 === column;
    return m2`<td key=${j4} role="gridcell" data-at=${`${i4},${j4}`} tabindex=${now ? 0 : -1} aria-selected=${now} class=${(v4 ?? 0) < 0 ? "low" : "high"}
              style=${`--share:${Math.round(38 * Math.abs(v4 ?? 0) / most)}%`} onClick=${() => choose(i4, j4)}>${short(v4, 4)}</td>`;
  })}
        </tr>`)}
      </tbody>
    </table>
    ${left > 0 && m2`<p class="quiet">and ${left.toLocaleString("en-GB")} more</p>`}
  </div>`;
}
function QuantityView({ scope, quantity }) {
  let entry = scope.entry.value, fits = entry && !entry.error && entry.quantity === quantity.name, shape = quantity.shape.length ? quantity.shape.join(" × ") : "one number";
  return m2`<section class="quantity" aria-label="The quantity">
    <div class="quantity-head">
      <h3><${Formula} markup=${quantity.symbol} /><span class="hidden-text">${quantity.name}</span></h3>
      <p class="about" aria-live="polite" data-testid="about">${quantity.about[0].toUpperCase()}${quantity.about.slice(1)}.</p>
      <p class="shape" title="Shape: examples × neurons, or neurons × what they listen to">${shape}</p>
    </div>
    <div class="written" tabindex="0" role="region" aria-label=${`How ${quantity.name} is computed`}>
      <${Formula} markup=${quantity.formula} kind="symbols" />
      ${fits && m2`<div class="numbers" data-testid="numbers" data-text=${`${entry.text} = ${entry.value}`}>${entry.mathml.map((piece, i4) => m2`<${Formula} key=${i4} markup=${piece} />${" "}`)}</div>`}
    </div>
    <${Values} scope=${scope} quantity=${quantity} />
    <p class="code-line" title="The line of the reference that computes it"><span class="quiet">${quantity.code.file}:${quantity.code.line}</span> <code>${quantity.code.text}</code></p>
  </section>`;
}

// src/glassnet/web/static/src/components/panels/microscope.js
var PHASES = { forward: "Forward", loss: "Loss", backward: "Backward", update: "Update" }, MANY = 8, LOOK = 1500, READ2 = 32;
function Scrubber({ scope }) {
  let all = scope.quantities.value, at = scope.at.value, now = scope.current.value, [playing, setPlaying] = d2(!1), last = all.length - 1, done = at >= last;
  A2(() => {
    if (!playing || !now) return;
    if (done) {
      setPlaying(!1);
      return;
    }
    let timer = setTimeout(() => scope.go(at + 1), LOOK + READ2 * now.about.length);
    return () => clearTimeout(timer);
  }, [playing, at, done, now?.name]);
  let play = () => {
    !playing && done && scope.go(0), setPlaying(!playing);
  }, move = (to) => {
    setPlaying(!1), scope.go(to);
  };
  return m2`<div class="scrubber">
    <div class="scrub-keys">
      <button type="button" class="small" aria-label="Quantity before" title="The quantity before (left arrow on the slider)" disabled=${at <= 0} onClick=${() => move(at - 1)}><${Icon} name="before" /></button>
      <button type="button" class="round" aria-label=${playing ? "Stop reading" : "Read through the step"} title=${playing ? "Stop here" : "Go through the step at reading speed"} onClick=${play}><${Icon} name=${playing ? "pause" : "play"} /></button>
      <button type="button" class="small" aria-label="Next quantity" title="The next quantity (right arrow on the slider)" disabled=${done} onClick=${() => move(at + 1)}><${Icon} name="after" /></button>
    </div>
    <div class="track">
      <div class="phases" role="group" aria-label="Parts of the step">
        ${Object.entries(PHASES).map(([phase, words2]) => {
    let first = all.findIndex((q3) => q3.phase === phase), count2 = all.filter((q3) => q3.phase === phase).length;
    return m2`<button key=${phase} type="button" class=${`phase ${phase}`} style=${`flex-grow:${count2}`} aria-pressed=${now?.phase === phase} onClick=${() => move(first)}>${words2}</button>`;
  })}
      </div>
      <input type="range" min="0" max=${last} step="1" value=${at} aria-label="Place in the step" aria-valuetext=${now ? `${now.name}, ${at + 1} of ${all.length}` : ""} onInput=${(e4) => move(Number(e4.target.value))} />
    </div>
    <output class="scrub-place" data-testid="scrub-place">${all.length ? `${at + 1} / ${all.length}` : "…"}</output>
  </div>`;
}
var few = (values) => `${values.slice(0, MANY).map((v4) => short(v4, 3)).join(", ")}${values.length > MANY ? `, … ${values.length - MANY} more` : ""}`;
function Examples({ scope }) {
  let store = useStore(), { example } = store.view.scope, { part: part2, index } = example.value, counts = store.state.value?.counts, put = (next) => {
    example.value = next, scope.go(scope.at.peek());
  }, most = (counts?.[
    /** @type {"train"} */
    part2
  ] ?? 1) - 1, step = scope.step.value;
  return m2`<div class="examples" role="group" aria-label="Examples of the step">
    <label>Look at <select value=${index < 0 ? "batch" : part2} onChange=${(e4) => put(e4.target.value === "batch" ? { part: "train", index: -1 } : { part: e4.target.value, index: Math.max(0, Math.min(index, (counts?.[
    /** @type {"train"} */
    e4.target.value
  ] ?? 1) - 1)) })}>
      <option value="batch" selected=${index < 0}>the next mini-batch</option>
      ${["train", "validation", "test"].filter((p5) => counts?.[
    /** @type {"train"} */
    p5
  ]).map((p5) => m2`<option key=${p5} value=${p5} selected=${index >= 0 && p5 === part2}>a ${p5 === "train" ? "training" : p5} example</option>`)}
    </select></label>
    ${index >= 0 && m2`<label class="which">number <input type="number" class="number" min="1" max=${most + 1} step="1" value=${index + 1} aria-label="Number of the example" onChange=${(e4) => put({ part: part2, index: Math.max(0, Math.min(most, Math.round(Number(e4.target.value)) - 1 || 0)) })} /></label>`}
    ${step?.has_long_form && m2`<label class="check" title="Take the cross-entropy back through ŷ step by step, instead of ŷ − t in one"><input type="checkbox" checked=${scope.long.value} onChange=${(e4) => (scope.long.value = e4.target.checked, store.frames.refresh())} /> long form</label>`}
    ${step?.n === 1 && m2`<p class="quiet given">x = (${few(step.x[0])}), t = ${step.t[0].length === 1 ? short(step.t[0][0]) : `(${step.t[0].map((v4) => short(v4)).join(", ")})`}</p>`}
    ${step && !step.error && m2`<p class="quiet">This step would bring the loss from <b>${short(step.loss, 4)}</b> to <b>${short(step.loss_after, 4)}</b>.</p>`}
  </div>`;
}
function Microscope() {
  let store = useStore(), { scope } = store.view, running = store.running.value, sizes = store.state.value?.sizes ?? [], microscope = w2(() => createMicroscope(store), [store]), panel = T2(
    /** @type {HTMLElement|null} */
    null
  ), step = microscope.step.value, now = microscope.current.value, shape = sizes.join();
  return A2(() => {
    let tool = store.view.tool.peek();
    return scope.open.value = !0, store.view.tool.value = "pick", store.frames.refresh(), panel.current && getComputedStyle(
      /** @type {Element} */
      panel.current.closest(".drawer")
    ).position === "fixed" && panel.current.closest(".glassnet")?.querySelector(matchMedia("(max-width: 680px)").matches ? ".canvases" : ".network")?.scrollIntoView({ block: "start" }), () => {
      microscope.end(), scope.open.value = !1, scope.lit.value = null, scope.chain.value = null, store.view.tool.peek() === "pick" && (store.view.tool.value = tool);
    };
  }, [store]), useSignalEffect(() => {
    scope.lit.value = store.running.value || !microscope.step.value || microscope.step.value.error ? null : microscope.light();
  }), A2(() => {
    let weight2 = scope.weight.peek(), fits = weight2 && weight2.layer < sizes.length && weight2.unit < sizes[weight2.layer] && weight2.source < sizes[weight2.layer - 1];
    sizes.length > 1 && !fits && (scope.chosen.value = { layer: 1, unit: 0, source: 0 }), store.frames.refresh();
  }, [shape]), A2(() => store.frames.refresh(), [running, scope.example.value, scope.weight.value]), A2(() => {
    let { part: part2, index } = scope.example.peek(), counts = store.state.peek()?.counts;
    counts && index >= (counts[
      /** @type {"train"} */
      part2
    ] ?? 0) && (scope.example.value = { part: "train", index: 0 });
  }, [store.state.value?.data_revision]), running ? m2`<div ref=${panel} class="microscope resting"><p>Training is running, and the numbers change faster than they can be read.</p>
      <button type="button" class="text" onClick=${() => store.act({ do: "pause" })}><${Icon} name="pause" />Freeze it here</button></div>` : m2`<div ref=${panel} class="microscope">
    <div class="scope-bar"><${Scrubber} scope=${microscope} /><${Examples} scope=${microscope} /></div>
    ${step?.error && m2`<p class="scope-error" role="status">${step.error}</p>`}
    ${step?.notes?.map((note) => m2`<p class="quiet" key=${note}>${note[0].toUpperCase()}${note.slice(1)}.</p>`)}
    ${now && !step?.error && m2`<div class="scope-body"><${QuantityView} scope=${microscope} quantity=${now} /><${Chain} sizes=${sizes} /></div>`}
  </div>`;
}

// src/glassnet/web/static/src/draw/landscape.js
function scaleOf2({ low, high }) {
  let log = low > 0 && high / low > 30, from = log ? Math.log(low) : low, span = (log ? Math.log(high) : high) - from || 1;
  return {
    log,
    share: (value) => ((log ? Math.log(value) : value) - from) / span,
    value: (share3) => log ? Math.exp(from + share3 * span) : from + share3 * span
  };
}
function heightAt({ values, size }, u4, v4) {
  let last = size - 1, x4 = Math.max(0, Math.min(last, u4 * last)), y5 = Math.max(0, Math.min(last, v4 * last)), i4 = Math.min(last - 1, Math.floor(x4)), j4 = Math.min(last - 1, Math.floor(y5)), s4 = x4 - i4, t6 = y5 - j4, at = (row, column) => values[row * size + column];
  return (at(j4, i4) * (1 - s4) + at(j4, i4 + 1) * s4) * (1 - t6) + (at(j4 + 1, i4) * (1 - s4) + at(j4 + 1, i4 + 1) * s4) * t6;
}
function drawHeights({ canvas, context, width, height }, heights, palette) {
  let scale = scaleOf2(heights), columns2 = Math.max(2, Math.round(width / 2)), rows = Math.max(2, Math.round(height / 2)), image = context.createImageData(columns2, rows), pixels = new Uint32Array(image.data.buffer);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns2; column++) {
      let value = heightAt(heights, (column + 0.5) / columns2, 1 - (row + 0.5) / rows), share3 = Number.isFinite(value) ? scale.share(value) : 1;
      pixels[row * columns2 + column] = palette.diverging[128 + Math.round(127 * (1 - Math.max(0, Math.min(1, share3))))];
    }
  let small = new OffscreenCanvas(columns2, rows);
  small.getContext("2d").putImageData(image, 0, 0), context.clearRect(0, 0, canvas.width, canvas.height), context.imageSmoothingEnabled = !0, context.drawImage(small, 0, 0, width, height), context.strokeStyle = palette.ink, context.lineWidth = 0.6, context.globalAlpha = 0.5, context.beginPath();
  for (let k4 = 1; k4 < 14; k4++) contour(context, heights, scale.value(k4 / 14), width, height);
  context.stroke(), context.globalAlpha = 1;
}
function contour(context, { values, size }, level2, width, height) {
  let last = size - 1, px = (x4) => x4 / last * width, py = (y5) => height - y5 / last * height;
  for (let j4 = 0; j4 < last; j4++)
    for (let i4 = 0; i4 < last; i4++) {
      let corners = [values[j4 * size + i4], values[j4 * size + i4 + 1], values[(j4 + 1) * size + i4 + 1], values[(j4 + 1) * size + i4]];
      if (!corners.every(Number.isFinite)) continue;
      let crossings = [];
      for (let k4 = 0; k4 < 4; k4++) {
        let a4 = corners[k4], b3 = corners[(k4 + 1) % 4];
        if (a4 < level2 == b3 < level2) continue;
        let t6 = (level2 - a4) / (b3 - a4);
        crossings.push(k4 === 0 ? [i4 + t6, j4] : k4 === 1 ? [i4 + 1, j4 + t6] : k4 === 2 ? [i4 + 1 - t6, j4 + 1] : [i4, j4 + 1 - t6]);
      }
      for (let k4 = 0; k4 + 1 < crossings.length; k4 += 2)
        context.moveTo(px(crossings[k4][0]), py(crossings[k4][1])), context.lineTo(px(crossings[k4 + 1][0]), py(crossings[k4 + 1][1]));
    }
}
function drawPath({ context, width, height }, path, here, [left, right, bottom, top], palette) {
  let px = (x4) => (x4 - left) / (right - left) * width, py = (y5) => height - (y5 - bottom) / (top - bottom) * height, count2 = path.length / 2;
  if (count2 > 1) {
    context.beginPath();
    for (let i4 = 0; i4 < count2; i4++) context.lineTo(px(path[2 * i4]), py(path[2 * i4 + 1]));
    context.lineJoin = "round", context.lineWidth = 3.6, context.strokeStyle = palette.card, context.stroke(), context.lineWidth = 1.8, context.strokeStyle = palette.ink, context.stroke(), context.fillStyle = palette.ink;
    for (let i4 = 1; i4 < count2; i4++) dot(context, px(path[2 * i4]), py(path[2 * i4 + 1]), 2.2).fill();
    dot(context, px(path[0]), py(path[1]), 5), context.fillStyle = palette.card, context.fill(), context.stroke();
  }
  star2(context, px(here[0]), py(here[1]), 8), context.fillStyle = palette.low, context.fill(), context.lineWidth = 1.4, context.strokeStyle = palette.card, context.stroke();
}
function dot(context, x4, y5, r4) {
  return context.beginPath(), context.arc(x4, y5, r4, 0, 2 * Math.PI), context;
}
function star2(context, x4, y5, r4) {
  context.beginPath();
  for (let k4 = 0; k4 < 10; k4++) {
    let long = k4 % 2 ? r4 * 0.45 : r4, t6 = Math.PI * k4 / 5;
    context.lineTo(x4 + long * Math.sin(t6), y5 - long * Math.cos(t6));
  }
  context.closePath();
}

// src/glassnet/web/static/src/components/panels/landscape.js
var SIZE = 25, COARSE = 13, STEP = 0.05, LISTED = 400, PLANES = [
  { name: "path", words: "Its own path" },
  { name: "random", words: "Random directions" },
  { name: "weights", words: "Two weights" }
], LOSSES = { cross_entropy: "cross-entropy", binary_cross_entropy: "binary cross-entropy", mse: "mean squared error", half_squared: "half the squared error", huber: "Huber loss" };
function namesOf(sizes) {
  let names2 = [];
  for (let l4 = 1; l4 < sizes.length && names2.length < LISTED; l4++) {
    for (let j4 = 1; j4 <= sizes[l4]; j4++) for (let k4 = 1; k4 <= sizes[l4 - 1]; k4++) names2.push(`W${l4}[${j4},${k4}]`);
    for (let j4 = 1; j4 <= sizes[l4]; j4++) names2.push(`b${l4}[${j4}]`);
  }
  return names2.slice(0, LISTED);
}
function Landscape() {
  let store = useStore(), state = store.state.value, [plane, setPlane] = d2("path"), [both, setBoth] = d2(!1), [seed, setSeed] = d2(0), [zoom, setZoom] = d2(1), [pair, setPair] = d2(
    /** @type {[string, string]} */
    ["W1[1,1]", "W1[1,2]"]
  ), [view, setView] = d2(
    /** @type {View|null} */
    null
  ), compare = both && state?.task === "classification", asked = { plane, loss: compare ? "both" : "own", seed, zoom, ...plane === "weights" ? { first: pair[0], second: pair[1] } : {} }, [seen2, setSeen] = d2(""), coarse = store.running.value || seen2 !== JSON.stringify(asked), parameters = { ...asked, size: coarse ? COARSE : SIZE }, wanted = T2({ parameters, asked });
  wanted.current = { parameters, asked }, A2(() => {
    let asking = createAsk(store, () => wanted.current.parameters, { least: 700, share: 0.25 });
    return store.frames.need("landscape", asking.ask, (next) => {
      asking.received(next), setSeen(JSON.stringify(wanted.current.asked)), setView(next);
    });
  }, [store]), A2(() => store.frames.refresh(), [JSON.stringify(parameters)]);
  let names2 = w2(() => namesOf(state?.sizes ?? []), [state?.sizes.join()]), json = view?.json, answered = json && json.plane === plane && !json.problem ? json : null, problem = json?.problem, buffers = view?.buffers ?? [];
  return m2`<div class="landscape">
    <div class="panel-line">
      <div class="segments" role="group" aria-label="Plane">
        ${PLANES.map(({ name, words: words2 }) => m2`<button key=${name} type="button" aria-pressed=${plane === name} onClick=${() => (setPlane(name), setZoom(1))}>${words2}</button>`)}
      </div>
      ${plane === "random" && m2`<button type="button" onClick=${() => setSeed(seed + 1)}>Other directions</button>`}
      ${plane === "weights" && m2`<div class="pair">
        ${["across", "up"].map((way2, i4) => m2`<label key=${way2}>${way2} <input type="text" list="glassnet-weights" value=${pair[i4]} size="9" spellcheck=${!1}
          onChange=${(e4) => setPair(i4 ? [pair[0], e4.target.value.trim()] : [e4.target.value.trim(), pair[1]])} /></label>`)}
        <datalist id="glassnet-weights">${names2.map((name) => m2`<option key=${name} value=${name} />`)}</datalist>
      </div>`}
      <div class="zoom" role="group" aria-label="Window">
        <button type="button" aria-label="Closer" title="Closer" onClick=${() => setZoom(Math.max(0.03125, zoom / 2))}>+</button>
        <button type="button" aria-label="Farther" title="Farther" onClick=${() => setZoom(Math.min(32, zoom * 2))}>−</button>
      </div>
      ${state?.task === "classification" && m2`<label class="check"><input type="checkbox" checked=${both} onChange=${(e4) => setBoth(e4.target.checked)} /> cross-entropy beside squared error</label>`}
    </div>
    ${problem && m2`<p class="about" role="status">${problem}</p>`}
    ${answered && m2`<div class="maps">
      ${answered.losses.map((loss2, i4) => m2`<${Map2} key=${loss2.name} json=${answered} loss=${loss2} values=${f32(buffers[i4])} path=${f32(buffers[answered.losses.length])} />`)}
      <p class="about landscape-about">${about(answered)} Star: the weights at step ${count(view?.step ?? 0)}${answered.steps.length > 1 ? `; ring: step ${count(answered.steps[0])}` : ""}. ${answered.examples < answered.of ? `Computed on ${count(answered.examples)} of ${count(answered.of)} training points.` : `Computed on all ${count(answered.of)} training points.`}</p>
    </div>`}
  </div>`;
}
function about(json) {
  return json.shares ? `The first two principal components of the run's path; they hold ${percent(json.shares[0] + json.shares[1])} of its variation.` : json.plane === "random" ? "Two random directions; a step of 1 is as long as each neuron's own weights." : `All weights but ${json.axes[0]} and ${json.axes[1]} stay as they are.`;
}
function Map2({ json, loss: loss2, values, path }) {
  let palette = usePalette(), canvas = T2(
    /** @type {HTMLCanvasElement|null} */
    null
  ), over = T2(
    /** @type {HTMLCanvasElement|null} */
    null
  ), box = T2(
    /** @type {HTMLElement|null} */
    null
  ), cross = T2(
    /** @type {HTMLElement|null} */
    null
  ), reading = T2(
    /** @type {HTMLElement|null} */
    null
  ), place4 = T2({ u: 0.5, v: 0.5 }), paint2 = T2(() => {
  }), heights = { values, size: json.size, low: loss2.low ?? 0, high: loss2.high ?? 1 }, [left, right, bottom, top] = json.extent;
  paint2.current = () => {
    if (!palette || !watches.current) return;
    let [below, above] = watches.current;
    below.surface.width && drawHeights(below.surface, heights, palette), above.surface.width && (above.surface.context.clearRect(0, 0, above.surface.width, above.surface.height), drawPath(above.surface, path, json.here, json.extent, palette));
  };
  let watches = T2(
    /** @type {ReturnType<typeof watchSurface>[]|null} */
    null
  );
  A2(() => {
    if (!(!canvas.current || !over.current))
      return watches.current = [canvas.current, over.current].map((c4) => watchSurface(c4, () => paint2.current())), () => watches.current?.forEach((w5) => w5.end());
  }, []), A2(() => {
    paint2.current(), tell();
  }, [palette, values]);
  function tell() {
    let { u: u4, v: v4 } = place4.current, out = reading.current;
    if (cross.current && (cross.current.style.transform = `translate(${(u4 * 100).toFixed(2)}cqw, ${((1 - v4) * 100).toFixed(2)}cqw)`), !out || !box.current) return;
    let at = [left + u4 * (right - left), bottom + v4 * (top - bottom)].map((c4) => short(c4)).join(", "), words3 = box.current.matches(":hover, :focus") ? `(${at}): ${short(heightAt(heights, u4, v4))}` : "";
    out.textContent !== words3 && (out.textContent = words3);
  }
  function locate(e4) {
    let rect2 = (
      /** @type {HTMLElement} */
      box.current.getBoundingClientRect()
    );
    place4.current = { u: Math.max(0, Math.min(1, (e4.clientX - rect2.left) / rect2.width)), v: Math.max(0, Math.min(1, 1 - (e4.clientY - rect2.top) / rect2.height)) }, tell();
  }
  function key2(e4) {
    let way2 = (
      /** @type {Record<string, [number, number]>} */
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[e4.key]
    );
    if (!way2) return;
    e4.preventDefault();
    let keep2 = (t6) => Math.max(0, Math.min(1, t6)), step = e4.shiftKey ? STEP / 5 : STEP;
    place4.current = { u: keep2(place4.current.u + way2[0] * step), v: keep2(place4.current.v + way2[1] * step) }, tell();
  }
  let name = LOSSES[loss2.name] ?? loss2.name, log = scaleOf2(heights).log, words2 = `Map of the ${name}: ${short(loss2.here)} at the weights, from ${short(loss2.low)} to ${short(loss2.high)} in this window${path.length > 2 ? ", with the path of the run" : ""}.`;
  return m2`<figure class="map">
    <figcaption><b>${name}</b> <span class="quiet">${short(loss2.here)} at the star</span></figcaption>
    <div class="map-with-axes">
      <span class="axis-up" title=${json.axes[1]}>${json.axes[1]}</span>
      <div ref=${box} class="map-box" role="application" tabindex="0" aria-label=${`${words2} Arrow keys read the loss at a place`} onPointerMove=${locate} onPointerLeave=${tell} onKeyDown=${key2} onFocus=${tell} onBlur=${tell}>
        <canvas ref=${canvas} role="img" aria-label=${words2}></canvas>
        <canvas ref=${over} class="over" aria-hidden="true"></canvas>
        <div ref=${cross} class="cross" aria-hidden="true"></div>
      </div>
      <span class="axis-low">${short(left)}</span><span class="axis-across">${json.axes[0]}</span><span class="axis-high">${short(right)}</span>
    </div>
    <div class="key-of-map"><span>${short(loss2.low)}</span><i aria-hidden="true"></i><span>${short(loss2.high)}${log ? " (logarithmic)" : ""}</span></div>
    <output ref=${reading} class="map-reading" aria-live="polite"></output>
  </figure>`;
}

// src/glassnet/web/static/src/draw/bending.js
function fitted(lines, points2) {
  let low = [1 / 0, 1 / 0], high = [-1 / 0, -1 / 0];
  for (let array of [lines, points2])
    for (let i4 = 0; i4 < array.length; i4++)
      low[i4 % 2] = Math.min(low[i4 % 2], array[i4]), high[i4 % 2] = Math.max(high[i4 % 2], array[i4]);
  let long = Math.max(high[0] - low[0], high[1] - low[1]) || 1, middle = [0, 1].map((k4) => (low[k4] + high[k4]) / 2), bring = (array) => array.map((value, i4) => 0.5 + (value - middle[i4 % 2]) / long);
  return { lines: bring(lines), points: bring(points2) };
}
function drawBending({ context, width, height }, from, to, t6, { places, upright, labels, classification, palette }) {
  let px = (x4) => width * (0.5 + 0.92 * (x4 - 0.5)), py = (y5) => height * (0.5 - 0.92 * (y5 - 0.5)), at = (a4, b3, i4) => a4[i4] + t6 * (b3[i4] - a4[i4]);
  context.clearRect(0, 0, width, height);
  let count2 = from.lines.length / 2 / places;
  for (let line = 0; line < count2; line++) {
    context.beginPath();
    for (let k4 = 0; k4 < places; k4++) {
      let i4 = 2 * (line * places + k4);
      context.lineTo(px(at(from.lines, to.lines, i4)), py(at(from.lines, to.lines, i4 + 1)));
    }
    context.lineWidth = 1, context.globalAlpha = 0.65, context.strokeStyle = line < upright ? palette.mute : palette.high, context.stroke();
  }
  context.globalAlpha = 1;
  let low = 1 / 0, high = -1 / 0;
  for (let label2 of labels)
    low = Math.min(low, label2), high = Math.max(high, label2);
  let radius = Math.max(2.2, Math.min(3.4, width / 110));
  for (let n4 = 0; n4 < labels.length; n4++)
    context.beginPath(), marker(context, classification ? labels[n4] : 0, px(at(from.points, to.points, 2 * n4)), py(at(from.points, to.points, 2 * n4 + 1)), radius), context.fillStyle = classification ? palette.classes[labels[n4] % palette.classes.length] : valueColour(palette, 2 * (labels[n4] - low) / (high - low || 1) - 1), context.fill(), context.lineWidth = 0.8, context.strokeStyle = palette.card, context.stroke();
}

// src/glassnet/web/static/src/components/panels/bending.js
var SECONDS = 1.4;
function Bending() {
  let store = useStore(), palette = usePalette(), state = store.state.value, canvas = T2(
    /** @type {HTMLCanvasElement|null} */
    null
  ), draw = T2(() => {
  }), [json, setJson] = d2(
    /** @type {any} */
    null
  ), [at, setAt] = d2(0), [playing, setPlaying] = d2(!1), now = T2({ at: 0, stages: (
    /** @type {import("../../draw/bending.js").Stage[]} */
    []
  ), labels: (
    /** @type {Float32Array} */
    new Float32Array()
  ), json: (
    /** @type {any} */
    null
  ) }), last = (json?.stages?.length ?? 1) - 1, shown = Math.min(at, last);
  now.current.at = shown, A2(() => {
    if (!palette || !canvas.current) return;
    let it = now.current, watch = watchSurface(canvas.current, () => draw.current());
    return draw.current = () => {
      if (!watch.surface.width || !it.stages.length) return;
      let from = Math.max(0, Math.min(it.stages.length - 2, Math.floor(it.at))), t6 = Math.max(0, Math.min(1, it.at - from)), eased = t6 * t6 * (3 - 2 * t6);
      drawBending(watch.surface, it.stages[from], it.stages[from + 1], eased, { places: it.json.places, upright: it.json.upright, labels: it.labels, classification: store.state.peek()?.task === "classification", palette });
    }, draw.current(), watch.end;
  }, [palette]), A2(() => {
    let asking = createAsk(store, () => ({}), { least: 60, share: 0.2 });
    return store.frames.need("bending", asking.ask, (next) => {
      asking.received(next);
      let it = now.current;
      it.json = next.json, it.stages = (next.json.stages ?? []).map((_6, i4) => fitted(f32(next.buffers[2 * i4]), f32(next.buffers[2 * i4 + 1]))), it.stages.length && (it.labels = f32(next.buffers[2 * it.stages.length])), setJson(next.json), draw.current();
    });
  }, [store]), A2(() => draw.current(), [shown]), A2(() => {
    if (!playing) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      setAt((was) => was >= last ? 0 : Math.floor(was) + 1), setPlaying(!1);
      return;
    }
    let frame = 0, before = 0, step = (time) => {
      let passed = before ? (time - before) / 1e3 : 0, next = now.current.at + passed / SECONDS;
      before = time, setAt(Math.min(last, next)), next >= last ? setPlaying(!1) : frame = requestAnimationFrame(step);
    };
    return frame = requestAnimationFrame(step), () => cancelAnimationFrame(frame);
  }, [playing, last]);
  let stages = json?.stages ?? [], nearest2 = stages[Math.round(shown)], play = () => {
    !playing && shown >= last && setAt(0), setPlaying(!playing);
  };
  return m2`<figure class="bending">
    <figcaption><b>The plane bent by each layer</b> <span class="quiet" data-testid="stage">${json ? seen(nearest2) : "computing …"}</span></figcaption>
    <div class="square"><canvas ref=${canvas} role="img" aria-label=${`A grid of the plane with ${state?.counts.train ?? 0} training points, as ${nearest2?.name ?? "the network"} sees it. ${seen(nearest2)}`}></canvas></div>
    ${json?.problem ? m2`<p class="about" role="status">${json.problem}</p>` : m2`<div class="stage-line">
          <button type="button" onClick=${play}>${playing ? "Stop" : "Bend"}</button>
          <input type="range" min="0" max=${last} step="0.01" value=${shown} aria-label="From the inputs to the output" aria-valuetext=${nearest2?.name ?? ""} style=${`--fill:${100 * shown / (last || 1)}%`}
            onInput=${(e4) => (setPlaying(!1), setAt(Number(e4.target.value)))} onKeyDown=${(e4) => jump(e4, shown, last, setAt)} />
        </div>
        <div class="stage-names" aria-hidden="true">${stages.map((s4) => m2`<span key=${s4.name}>${stages.length > 5 ? brief2(s4.name) : s4.name}</span>`)}</div>`}
  </figure>`;
}
var brief2 = (name) => name.replace("inputs", "in").replace("output", "out").replace("layer ", "");
function jump(e4, now, last, go) {
  let next = { ArrowRight: now + 0.1, ArrowUp: now + 0.1, ArrowLeft: now - 0.1, ArrowDown: now - 0.1, PageUp: Math.floor(now + 1.001), PageDown: Math.ceil(now - 1.001) }[e4.key];
  next !== void 0 && (e4.preventDefault(), go(Math.max(0, Math.min(last, Math.round(100 * next) / 100))));
}
function seen(stage) {
  if (!stage) return "";
  let what = stage.name === "inputs" ? stage.width === 1 ? "input" : "inputs" : stage.width === 1 ? "neuron" : "neurons", width = stage.name === "inputs" ? `${stage.width} ${what}` : `${stage.name}: ${stage.width} ${what}`;
  return stage.seen === "as it is" ? `${width}, as it is` : `${width}, seen by the first two principal components (${percent(stage.share)} of the variation)`;
}

// src/glassnet/web/static/src/draw/boundary.js
function createField(canvas) {
  let context = (
    /** @type {CanvasRenderingContext2D} */
    canvas.getContext("2d", { alpha: !1 })
  ), image = context.createImageData(1, 1), pixels = new Uint32Array(image.data.buffer);
  function fit(size) {
    canvas.width === size && image.width === size || (canvas.width = canvas.height = size, image = context.createImageData(size, size), pixels = new Uint32Array(image.data.buffer));
  }
  return {
    /**
     * Two classes or a value: orange, the neutral middle, blue.
     * @param {DataView} plane @param {number} size @param {Palette} palette @param {boolean} sharp decide at the middle
     */
    diverging(plane, size, palette, sharp) {
      fit(size);
      let bytes = u8(plane), table = palette.diverging;
      if (sharp) for (let i4 = 0; i4 < bytes.length; i4++) pixels[i4] = table[bytes[i4] > 127 ? 255 : 0];
      else for (let i4 = 0; i4 < bytes.length; i4++) pixels[i4] = table[bytes[i4]];
      context.putImageData(image, 0, 0);
    },
    /**
     * Several classes: the winner's colour, as strong as its probability stands above chance.
     * @param {DataView} winner @param {DataView} probability @param {number} size @param {number} classes
     * @param {Palette} palette @param {boolean} sharp
     */
    classes(winner, probability, size, classes, palette, sharp) {
      fit(size);
      let w5 = u8(winner), p5 = u8(probability), chance = 255 / classes, scale = 255 / (255 - chance);
      for (let i4 = 0; i4 < w5.length; i4++) {
        let strength = sharp ? 255 : Math.max(0, (p5[i4] - chance) * scale) | 0;
        pixels[i4] = palette.ramps[w5[i4] % palette.ramps.length][strength];
      }
      context.putImageData(image, 0, 0);
    },
    /**
     * How sure the network is, whatever of: from the neutral colour (a guess) to ink (certain).
     * @param {DataView} plane the probability of class 1 of two, or of the winner @param {number} size @param {number} classes @param {Palette} palette
     */
    confidence(plane, size, classes, palette) {
      fit(size);
      let bytes = u8(plane), chance = 255 / classes, scale = 255 / (255 - chance);
      for (let i4 = 0; i4 < bytes.length; i4++) {
        let best = classes === 2 ? Math.max(bytes[i4], 255 - bytes[i4]) : bytes[i4];
        pixels[i4] = palette.certain[Math.max(0, (best - chance) * scale) | 0];
      }
      context.putImageData(image, 0, 0);
    },
    /** One colour, under a curve. @param {Palette} palette */
    blank(palette) {
      fit(2), pixels.fill(palette.diverging[127]), context.putImageData(image, 0, 0);
    }
  };
}
function drawCurve({ context, width, height }, outputs, [, , ymin, ymax], palette) {
  let values = f32(outputs), last = values.length - 1;
  context.clearRect(0, 0, width, height), context.beginPath();
  for (let i4 = 0; i4 <= last; i4++) {
    let y5 = Math.max(-9, Math.min(height + 9, (ymax - values[i4]) / (ymax - ymin) * height));
    context.lineTo(i4 / last * width, y5);
  }
  context.lineJoin = "round", context.lineWidth = 5, context.strokeStyle = palette.card, context.stroke(), context.lineWidth = 2.6, context.strokeStyle = palette.low, context.stroke();
}

// src/glassnet/web/static/src/draw/lines.js
function slopesOf({ weights, bias }, { A: A4, c: c4 }) {
  let gx = 0, gy = 0, h5 = bias;
  return weights.forEach((w5, f4) => {
    gx += w5 * A4[f4][0], gy += w5 * A4[f4][1], h5 += w5 * c4[f4];
  }), { gx, gy, h: h5 };
}
function lineOf(neuron, map, [x0, x1, y0, y1], width, height) {
  let { gx, gy, h: h5 } = slopesOf(neuron, map), a4 = gx * (x1 - x0) / width, b3 = -gy * (y1 - y0) / height, d5 = h5 + gx * x0 + gy * y1, ends = (
    /** @type {[number, number][]} */
    []
  ), keep2 = (x4, y5) => {
    x4 < -0.01 || x4 > width + 0.01 || y5 < -0.01 || y5 > height + 0.01 || ends.every(([u4, v4]) => Math.hypot(u4 - x4, v4 - y5) > 0.5) && ends.push([x4, y5]);
  };
  if (b3) for (let x4 of [0, width]) keep2(x4, -(a4 * x4 + d5) / b3);
  if (a4) for (let y5 of [0, height]) keep2(-(b3 * y5 + d5) / a4, y5);
  return ends.length < 2 ? null : [...ends[0], ...ends[1]];
}
function moved(neuron, map, dx, dy) {
  let { gx, gy } = slopesOf(neuron, map);
  return { weights: neuron.weights, bias: neuron.bias - gx * dx - gy * dy };
}
function turned(neuron, map, [px, py], angle, aspect) {
  let { gx, gy, h: h5 } = slopesOf(neuron, map), cos = Math.cos(angle), sin = Math.sin(angle), ax = gx * aspect, ux = ax * cos - gy * sin, uy = ax * sin + gy * cos, weights = neuron.weights.map((w5, f4) => w5 + (ux / aspect - gx) * map.back[0][f4] + (uy - gy) * map.back[1][f4]), before = gx * px + gy * py + h5, after = slopesOf({ weights, bias: neuron.bias }, map);
  return { weights, bias: neuron.bias + before - (after.gx * px + after.gy * py + after.h) };
}
var canTurn = ({ back }) => back.every((row) => row.some((factor) => factor !== 0));
function distance(line, x4, y5) {
  if (!line) return 1 / 0;
  let [ax, ay, bx, by] = line, ux = bx - ax, uy = by - ay, t6 = Math.max(0, Math.min(1, ((x4 - ax) * ux + (y5 - ay) * uy) / (ux * ux + uy * uy || 1)));
  return Math.hypot(x4 - ax - t6 * ux, y5 - ay - t6 * uy);
}
function handles([ax, ay, bx, by]) {
  let at = (t6) => [ax + t6 * (bx - ax), ay + t6 * (by - ay)];
  return { middle: at(0.5), first: at(0.18), second: at(0.82) };
}
var colourOf = (palette, layer) => layer === 1 ? palette.ink : palette.classes[2 + (layer - 2) % 6];
function drawPieces({ context, width, height }, kinks, border2, [x0, x1, y0, y1], palette) {
  let px = (x4) => (x4 - x0) / (x1 - x0) * width, py = (y5) => (y1 - y5) / (y1 - y0) * height, stroke2 = (segments, stride, layer) => {
    context.beginPath();
    for (let i4 = 0; i4 < segments.length; i4 += stride)
      layer && segments[i4 + 4] !== layer || (context.moveTo(px(segments[i4]), py(segments[i4 + 1])), context.lineTo(px(segments[i4 + 2]), py(segments[i4 + 3])));
    context.stroke();
  }, layers = 0;
  for (let i4 = 4; i4 < kinks.length; i4 += 6) layers = Math.max(layers, kinks[i4]);
  for (let layer = layers; layer >= 1; layer--)
    context.lineWidth = Math.max(0.7, 1.5 - 0.4 * (layer - 1)), context.strokeStyle = colourOf(palette, layer), stroke2(kinks, 6, layer);
  for (
    let [thickness2, colour] of
    /** @type {[number, string][]} */
    [[4.6, palette.card], [2.4, palette.ink]]
  )
    context.lineWidth = thickness2, context.strokeStyle = colour, stroke2(border2, 4, 0);
}
function drawLine({ context }, line, { gx, gy }, chosen2, solid, turns, palette) {
  let [ax, ay, bx, by] = line, draw = () => {
    context.beginPath(), context.moveTo(ax, ay), context.lineTo(bx, by), context.stroke();
  };
  if (!chosen2) {
    if (!solid) return;
    context.lineWidth = 1.5, context.strokeStyle = palette.ink, draw();
    return;
  }
  context.lineWidth = 7, context.strokeStyle = palette.card, draw(), context.lineWidth = 3, context.strokeStyle = palette.high, draw();
  let { middle, first, second } = handles(line), size = Math.hypot(gx, gy) || 1, [x4, y5] = middle, ux = gx / size, uy = -gy / size;
  context.beginPath(), context.moveTo(x4, y5), context.lineTo(x4 + 24 * ux, y5 + 24 * uy), context.moveTo(x4 + 24 * ux - 7 * (ux - 0.6 * uy), y5 + 24 * uy - 7 * (uy + 0.6 * ux)), context.lineTo(x4 + 24 * ux, y5 + 24 * uy), context.lineTo(x4 + 24 * ux - 7 * (ux + 0.6 * uy), y5 + 24 * uy - 7 * (uy - 0.6 * ux)), context.stroke();
  for (let [hx, hy, round2] of turns ? [[x4, y5, 0], [...first, 1], [...second, 1]] : [[x4, y5, 0]])
    context.beginPath(), round2 ? context.arc(hx, hy, 6, 0, 2 * Math.PI) : context.rect(hx - 6, hy - 6, 12, 12), context.fillStyle = palette.card, context.fill(), context.lineWidth = 2.4, context.strokeStyle = palette.high, context.stroke();
}

// src/glassnet/web/static/src/components/panels/lines.js
var REACH = 10, STEP2 = 0.02, TURN = Math.PI / 36;
function Lines() {
  let store = useStore(), palette = usePalette(), state = store.state.value, sizes = state?.sizes ?? [1, 1], [chosen2, setChosen] = d2(0), [mapView, setMapView] = d2(
    /** @type {any} */
    null
  ), [told, setTold] = d2(
    /** @type {any} */
    null
  ), field = T2(
    /** @type {HTMLCanvasElement|null} */
    null
  ), over = T2(
    /** @type {HTMLCanvasElement|null} */
    null
  ), box = T2(
    /** @type {HTMLElement|null} */
    null
  ), reading = T2(
    /** @type {HTMLElement|null} */
    null
  ), now = T2({
    weights: (
      /** @type {Float32Array|null} */
      null
    ),
    pieces: (
      /** @type {View|null} */
      null
    ),
    map: (
      /** @type {any} */
      null
    ),
    rows: (
      /** @type {any} */
      null
    ),
    draft: (
      /** @type {Neuron|null} */
      null
    ),
    grip: (
      /** @type {"move"|"turn"|null} */
      null
    ),
    from: [0, 0],
    start: (
      /** @type {Neuron|null} */
      null
    ),
    pivot: [0, 0],
    flying: 0,
    waiting: (
      /** @type {Neuron|null} */
      null
    ),
    hold: 0,
    chosen: 0,
    width: 1,
    height: 1
  }), units = sizes.length > 1 ? sizes[1] : 0, unit = Math.min(chosen2, units - 1), draw = T2(() => {
  });
  now.current.chosen = unit;
  function neuron(j4) {
    let { weights, draft, chosen: mine } = now.current, shape = store.state.peek()?.sizes ?? [];
    return draft && j4 === mine ? draft : !weights || shape.length < 2 || weights.length < (shape[0] + 1) * shape[1] ? null : { weights: Array.from(weights.subarray(j4 * shape[0], (j4 + 1) * shape[0])), bias: weights[shape[0] * shape[1] + j4] };
  }
  let line = (j4) => {
    let it = neuron(j4), domain = store.state.peek()?.domain;
    return it && domain && now.current.map ? lineOf(it, now.current.map, domain, now.current.width, now.current.height) : null;
  };
  A2(() => {
    if (!palette || !field.current || !over.current) return;
    let colours = palette, surface = createField(field.current), it = now.current, boundary = (
      /** @type {View|null} */
      null
    ), watch = watchSurface(over.current, ({ width, height }) => {
      Object.assign(it, { width, height }), draw.current();
    });
    draw.current = () => {
      let s4 = store.state.peek(), top = watch.surface;
      if (!s4 || !top.width) return;
      top.context.clearRect(0, 0, top.width, top.height), it.rows && drawPoints(top, it.rows, { domain: s4.domain, classification: s4.task === "classification", curve: s4.dims === 1 && s4.task === "regression", range: [boundary?.json.low ?? -1, boundary?.json.high ?? 1], palette: colours, show: { train: !0, validation: !1, test: !1 }, wrong: null }), boundary?.json.mode === "curve" && drawCurveOver(top, boundary, colours);
      let pieces = it.pieces && !it.pieces.json.problem ? it.pieces : null;
      pieces && drawPieces(top, f32(pieces.buffers[0]), f32(pieces.buffers[1]), s4.domain, colours);
      let mine = it.chosen, lines = Math.min(s4.sizes[1] ?? 0, 64);
      for (let j4 = 0; j4 < lines; j4++) j4 !== mine && paintOne(j4, !1, !pieces);
      paintOne(mine, !0, !0), say();
    };
    function paintOne(j4, first, solid) {
      let at = s1() ? line(j4) : null, who = neuron(j4);
      at && who && drawLine(watch.surface, at, slopesOf(who, it.map), first, solid, canTurn(it.map), colours);
    }
    let s1 = () => (store.state.peek()?.sizes.length ?? 0) > 2, pace = store.frames.paced(() => draw.current(), { least: 40, share: 0.15 }), ends = [
      store.frames.need("boundary", () => ({ size: 100 }), (next) => {
        boundary = next;
        let { mode, size } = next.json;
        mode === "curve" ? surface.blank(colours) : mode === "classes" ? surface.classes(next.buffers[0], next.buffers[1], size, store.state.peek()?.classes.length ?? 3, colours, !1) : surface.diverging(next.buffers[0], size, colours, !1);
      }),
      store.frames.need("points", () => it.rows ? null : {}, (next) => {
        it.rows = { rows: f32(next.buffers[0]), counts: next.json }, draw.current();
      }),
      store.frames.need("weights", () => ({}), (next) => {
        it.weights = f32(next.buffers[0]), !it.grip && !it.flying && (it.draft = null), pace.ask();
      })
    ];
    return draw.current(), () => {
      ends.forEach((end) => end()), pace.end(), watch.end();
    };
  }, [palette, store]), A2(() => {
    let asking = createAsk(store, () => ({}), { least: 120, share: 0.2 }), key3 = () => `${store.state.peek()?.data_revision} ${store.state.peek()?.features.join()}`, known = "", ends = [
      store.frames.need("pieces", asking.ask, (next) => {
        asking.received(next), now.current.pieces = next, setTold(next.json), draw.current();
      }),
      store.frames.need("lines", () => known === key3() ? null : {}, (next) => {
        known = key3(), now.current.map = next.json.problem ? null : next.json, setMapView(next.json), draw.current();
      })
    ];
    return () => ends.forEach((end) => end());
  }, [store]), A2(() => draw.current(), [unit, units]), A2(() => {
    now.current.rows = null, store.frames.refresh();
  }, [state?.data_revision]), A2(() => {
    let it = now.current;
    if (!it.flying || !state || state.ack < it.flying) return;
    it.flying = 0;
    let next = it.waiting;
    it.waiting = null, next && send(next);
  }, [state]);
  function send(next) {
    let it = now.current;
    it.draft = next, it.flying ? it.waiting = next : it.flying = store.act({ do: "set_neuron", layer: 1, unit: it.chosen + 1, weights: next.weights, bias: next.bias, ...it.hold && { hold: it.hold } }), draw.current();
  }
  function say() {
    let it = neuron(now.current.chosen), names2 = store.state.peek()?.features ?? [], out = reading.current;
    if (!out) return;
    let words3 = it ? `${it.weights.map((w5, f4) => `${weight(w5, 2)} ${pretty(names2[f4] ?? "")}`).join(" + ")} + ${weight(it.bias, 2)} = 0`.replaceAll("+ −", "− ") : "";
    out.textContent !== words3 && (out.textContent = words3);
  }
  function place4(e4) {
    let rect2 = (
      /** @type {HTMLElement} */
      box.current.getBoundingClientRect()
    );
    return [(e4.clientX - rect2.left) / rect2.width * now.current.width, (e4.clientY - rect2.top) / rect2.height * now.current.height];
  }
  function onPlane([x4, y5]) {
    let [x0, x1, y0, y1] = store.state.peek()?.domain ?? [0, 1, 0, 1];
    return [x0 + x4 / now.current.width * (x1 - x0), y1 - y5 / now.current.height * (y1 - y0)];
  }
  function down(e4) {
    let it = now.current, [x4, y5] = place4(e4), own = line(unit), near = ([hx, hy]) => Math.hypot(hx - x4, hy - y5) <= REACH + 2, taken2 = unit, grip = (
      /** @type {"move"|"turn"} */
      "move"
    );
    if (own && canTurn(it.map) && (near(handles(own).first) || near(handles(own).second))) grip = "turn";
    else if (!own || distance(own, x4, y5) > REACH) {
      let all = Array.from({ length: units }, (_6, j4) => distance(line(j4), x4, y5)), best = all.indexOf(Math.min(...all));
      if (!(all[best] <= REACH)) return;
      taken2 = best;
    }
    it.draft = null, it.chosen = taken2, setChosen(taken2);
    let at = line(taken2);
    it.start = neuron(taken2), !(!at || !it.start) && (Object.assign(it, { grip, from: [x4, y5], pivot: handles(at).middle, hold: Date.now() }), e4.currentTarget.setPointerCapture(e4.pointerId), draw.current());
  }
  function move(e4) {
    let it = now.current;
    if (!it.grip || !it.start || !it.map) return;
    let at = place4(e4), [px, py] = onPlane(at), [fx, fy] = onPlane(it.from);
    if (it.grip === "move") send(moved(it.start, it.map, px - fx, py - fy));
    else {
      let angle = ([x4, y5]) => Math.atan2(it.pivot[1] - y5, x4 - it.pivot[0]);
      send(turned(it.start, it.map, onPlane(it.pivot), angle(at) - angle(it.from), aspect()));
    }
  }
  let aspect = () => {
    let [x0, x1, y0, y1] = store.state.peek()?.domain ?? [0, 1, 0, 1];
    return (x1 - x0) / (y1 - y0) * (now.current.height / now.current.width);
  };
  function up() {
    now.current.grip = null, store.frames.refresh();
  }
  function key2(e4) {
    let it = now.current, who = neuron(unit), at = line(unit), domain = store.state.peek()?.domain;
    if (e4.key === "PageUp" || e4.key === "PageDown") {
      it.draft = null, setChosen((unit + (e4.key === "PageDown" ? 1 : units - 1)) % units), e4.preventDefault();
      return;
    }
    let way2 = (
      /** @type {Record<string, [number, number]>} */
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[e4.key]
    );
    !way2 || !who || !it.map || !domain || (e4.preventDefault(), it.hold = 0, e4.shiftKey && at && canTurn(it.map) ? send(turned(who, it.map, onPlane(handles(at).middle), TURN * (way2[0] ? -way2[0] : way2[1]), aspect())) : e4.shiftKey || send(moved(who, it.map, way2[0] * STEP2 * (domain[1] - domain[0]), way2[1] * STEP2 * (domain[3] - domain[2]))));
  }
  let hidden = sizes.length > 2, problem = mapView?.problem, words2 = `Line of neuron ${unit + 1} of ${units}: arrow keys move it, Shift and arrow keys turn it, Page Up and Page Down choose another`;
  return m2`<figure class="lines">
    <figcaption><b>Lines and pieces</b> <span class="quiet" data-testid="pieces">${told ? counted(told) : "computing …"}</span></figcaption>
    <div ref=${box} class="square" role="application" tabindex="0" aria-label=${hidden && !problem ? words2 : "The plane of the data"}
      onPointerDown=${hidden ? down : void 0} onPointerMove=${move} onPointerUp=${up} onPointerCancel=${up} onKeyDown=${hidden ? key2 : void 0}>
      <canvas ref=${field} role="img" aria-label=${`What the network predicts over the plane, with its lines. ${counted(told)}`}></canvas>
      <canvas ref=${over} class="over" aria-hidden="true"></canvas>
    </div>
    ${hidden && !problem ? m2`<div class="panel-line chosen-line">
          <label>Line of neuron <select value=${unit} onChange=${(e4) => (now.current.draft = null, setChosen(Number(e4.target.value)))}>${Array.from({ length: units }, (_6, j4) => m2`<option key=${j4} value=${j4} selected=${j4 === unit}>${j4 + 1}</option>`)}</select></label>
          <output ref=${reading} class="quiet" data-testid="line" aria-live="polite"></output>
        </div>
        <p class="about">Drag the square handle to move the line${mapView && canTurn(mapView) ? ", a round one to turn it" : ""}: weights and bias follow. The arrow shows the side on which the neuron is positive.</p>` : m2`<p class="about">${problem ?? "A network without hidden layer has no lines to move."}</p>`}
    ${told?.problem && m2`<p class="about" role="status">No exact pieces. ${told.problem}</p>`}
  </figure>`;
}
function drawCurveOver(surface, view, palette) {
  let copy2 = new OffscreenCanvas(surface.canvas.width, surface.canvas.height), context = (
    /** @type {any} */
    copy2.getContext("2d")
  );
  context.setTransform(surface.ratio, 0, 0, surface.ratio, 0, 0), drawCurve({ ...surface, context }, view.buffers[0], view.json.domain, palette), surface.context.drawImage(copy2, 0, 0, surface.width, surface.height);
}
function counted(told) {
  if (!told || told.problem) return "";
  let layers = told.counts.length > 1 ? told.counts.map((n4, i4) => `${count(n4)} after layer ${i4 + 1}`).slice(0, -1).join(", ") : "";
  return `${count(told.pieces)} pieces${told.limit ? ` of at most ${count(told.limit)}` : layers ? ` (${layers})` : ""}`;
}

// src/glassnet/web/static/src/components/panels/plane-tab.js
function PlaneTab() {
  let store = useStore(), state = store.state.value, inputs = state?.dims ?? 2;
  return inputs > 2 ? m2`<div class="plane-none"><p>Lines and bends can be drawn on a plane, that is for one or two inputs. This network has ${inputs}.</p>
      <button type="button" class="text" title="The first two columns become the inputs; undo takes it back" onClick=${() => store.set("data.columns", state?.columns.slice(0, 2))}>Take two columns</button></div>` : m2`<div class="plane-tab"><${Lines} /><${Bending} /></div>`;
}

// src/glassnet/web/static/src/components/panels/scores.js
var EVERY3 = 250, PARTS2 = (
  /** @type {const} */
  ["train", "validation", "test"]
);
function Matrix({ found }) {
  let most = Math.max(1, ...found.matrix.flat());
  return m2`<p class="quiet caption">A row is what the points are, a column what the network says.</p><div class="sheet" tabindex="0" role="region" aria-label="Confusion matrix">
    <table class="confusion">
      <thead><tr><th scope="col">truth</th>${found.classes.map((c4) => m2`<th scope="col" key=${c4}>${c4}</th>`)}<th scope="col">recall</th><th scope="col">points</th></tr></thead>
      <tbody>${found.matrix.map((row, i4) => m2`<tr key=${i4}><th scope="row">${found.classes[i4]}</th>
        ${row.map((n4, j4) => m2`<td key=${j4} class=${`n ${i4 === j4 ? "high" : n4 ? "low" : ""}`} style=${`--share:${Math.round(60 * n4 / most)}%`}>${n4}</td>`)}
        <td class="n">${percent(found.recall[i4])}</td><td class="n">${found.support[i4]}</td></tr>`)}</tbody>
      <tfoot><tr><th scope="row">precision</th>${found.precision.map((p5, i4) => m2`<td key=${i4} class="n">${percent(p5)}</td>`)}<td class="n"><b>${percent(found.accuracy)}</b></td><td class="n">${found.n}</td></tr></tfoot>
    </table>
  </div>`;
}
function Errors({ found }) {
  return m2`<dl class="tiles">
      <div class="tile" title="Share of the variation that the network explains; 1 is perfect"><dt>R²</dt><dd>${short(found.r2)}</dd></div>
      <div class="tile" title="Root of the mean squared error, in the unit of the values"><dt>RMSE</dt><dd>${short(found.rmse)}</dd></div>
      <div class="tile" title="Mean absolute error"><dt>mean error</dt><dd>${short(found.mae)}</dd></div>
    </dl>
    <div class="sheet" tabindex="0" role="region" aria-label="Greatest errors"><table>
      <caption class="quiet">The points that are farthest off.</caption>
      <thead><tr>${found.inputs.map((name) => m2`<th scope="col" key=${name}>${name}</th>`)}<th scope="col">truth</th><th scope="col">network</th></tr></thead>
      <tbody>${found.worst.map((row, i4) => m2`<tr key=${i4}>${row.inputs.map((x4, k4) => m2`<td key=${k4} class="n">${short(x4)}</td>`)}<td class="n">${short(row.truth)}</td><td class="n">${short(row.said)}</td></tr>`)}</tbody>
    </table></div>`;
}
function Scores() {
  let store = useStore(), state = store.state.value, [part2, setPart] = d2("test"), [found, setFound] = d2(
    /** @type {any} */
    null
  );
  return A2(() => {
    let at = 0, shown = "", ask = () => store.state.peek()?.running && performance.now() - at < EVERY3 ? null : { part: part2 };
    return store.frames.need("scores", ask, (view) => {
      at = performance.now();
      let text = JSON.stringify(view.json);
      text !== shown && (shown = text, setFound(view.json));
    });
  }, [store, part2]), state ? m2`<div class="scores">
    <div class="panel-line"><div class="segments" role="group" aria-label="Points that are scored">
      ${PARTS2.map((name) => m2`<button key=${name} type="button" aria-pressed=${name === part2} onClick=${() => (setPart(name), store.frames.refresh())}>${name}</button>`)}
    </div></div>
    ${found?.problem ? m2`<p class="quiet">${found.problem}</p>` : found?.task === "classification" ? m2`<${Matrix} found=${found} />` : found ? m2`<${Errors} found=${found} />` : null}
  </div>` : null;
}

// src/glassnet/web/static/src/components/python.js
var EVERY4 = 500;
function Python() {
  let store = useStore(), [text, setText] = d2(""), [done, setDone] = d2("");
  return A2(() => {
    let revision = -1, asked = -1, step = -1, at = 0, ask = () => {
      let state = store.state.peek(), now = store.frames.latest("status")?.step ?? state?.step;
      return state?.revision === revision && now === step || state?.running && performance.now() - at < EVERY4 ? null : (asked = state?.revision ?? -1, {});
    };
    return store.frames.need("script", ask, (view) => {
      revision = asked, step = view.step, at = performance.now(), setText(view.json.text);
    });
  }, [store]), m2`<div class="python">
    <div class="panel-line">
      <p class="quiet">This script does the same as this page, to the last bit.</p>
      <button type="button" class="text" onClick=${async () => {
    try {
      await navigator.clipboard.writeText(text), setDone("Copied");
    } catch {
      setDone("Select the text and copy it");
    }
    setTimeout(() => setDone(""), 2500);
  }}><${Icon} name="copy" /><span aria-live="polite">${done || "Copy"}</span></button>
    </div>
    <pre tabindex="0" role="region" aria-label="Python script"><code>${highlighted(text)}</code></pre>
  </div>`;
}

// src/glassnet/web/static/src/draw/atlas.js
function cornersOf(size) {
  let alpha = new Uint8Array(size * size), half = size / 2, straight = half - size * 0.2;
  for (let r4 = 0; r4 < size; r4++)
    for (let c4 = 0; c4 < size; c4++) {
      let dx = Math.max(0, Math.abs(c4 + 0.5 - half) - straight), dy = Math.max(0, Math.abs(r4 + 0.5 - half) - straight);
      alpha[r4 * size + c4] = 255 * Math.max(0, Math.min(1, size * 0.2 + 0.5 - Math.hypot(dx, dy)));
    }
  return alpha;
}
function createAtlas() {
  let canvas = document.createElement("canvas"), context = (
    /** @type {CanvasRenderingContext2D} */
    canvas.getContext("2d")
  ), cells = /* @__PURE__ */ new Map(), size = 0, count2 = 0, image = context.createImageData(1, 1), pixels = new Uint32Array(1), alpha = cornersOf(1);
  function fit(newSize, newCount) {
    newSize === size && newCount === count2 || (newSize !== size && (alpha = cornersOf(newSize)), size = newSize, count2 = newCount, canvas.width = Math.min(16, count2) * size, canvas.height = Math.ceil(count2 / 16) * size, image = context.createImageData(canvas.width, canvas.height), pixels = new Uint32Array(image.data.buffer));
  }
  return {
    /**
     * @param {Uint8Array} bytes unit-major, of the pictures of all neurons @param {number} side of a picture
     * @param {number[]} units whose pictures are wanted @param {import("../colours.js").Palette} palette
     */
    fill(bytes, side, units, palette) {
      let area = side * side, table = palette.diverging;
      if (cells = new Map(units.map((unit, cell) => [unit, cell])), !units.length) return;
      fit(side, units.length);
      let stride = canvas.width;
      for (let [unit, cell] of cells) {
        let to = Math.floor(cell / 16) * size * stride + cell % 16 * size;
        for (let r4 = 0, p5 = 0, at = unit * area; r4 < size; r4++, to += stride - size)
          for (let c4 = 0; c4 < size; c4++, p5++, at++, to++)
            pixels[to] = table[bytes[at]] & 16777215 | alpha[p5] << 24;
      }
      context.putImageData(image, 0, 0);
    },
    /** @param {CanvasRenderingContext2D} into @param {number} unit @param {number} x @param {number} y @param {number} side */
    draw(into, unit, x4, y5, side) {
      let cell = cells.get(unit);
      cell !== void 0 && into.drawImage(canvas, cell % 16 * size, Math.floor(cell / 16) * size, size, size, x4, y5, side, side);
    }
  };
}

// src/glassnet/web/static/src/draw/layout.js
var LARGEST = 48, OUTPUT = 84, SIDE = 46, MANY2 = 16, SMALL = 12;
function layOut(sizes, width, height, ratio) {
  let last = sizes.length - 1, left = SIDE, right = width - Math.max(SIDE, Math.min(76, width / 9)), gap = last ? (right - left) / last : 0, offset = 0, columns2 = sizes.map((units, l4) => {
    let most = l4 === last ? units === 1 ? OUTPUT : Math.min(OUTPUT, 150 / units + 12) : LARGEST, pitch = Math.min(most + 12, (height - 16) / units), tile = Math.max(3, Math.min(most, pitch > 14 ? pitch - Math.min(12, pitch * 0.22) : pitch - 1, gap ? gap * 0.62 : most)), x4 = left + gap * l4, middle = height / 2, ys = Array.from({ length: units }, (_6, j4) => middle + (j4 - (units - 1) / 2) * pitch), column = { x: x4, tile, ys, offset, crowded: units > MANY2 && tile * ratio <= SMALL };
    return offset += units, column;
  }), frames = new Path2D();
  for (let { x: x4, tile, ys, crowded } of columns2)
    if (!crowded) for (let y5 of ys) frames.roundRect(x4 - tile / 2, y5 - tile / 2, tile, tile, tile * 0.2);
  return { columns: columns2, width, height, frames };
}
var rise = (t6) => t6 * t6 * (3 - 2 * t6);
function hit({ columns: columns2 }, x4, y5) {
  for (let l4 = 0; l4 < columns2.length; l4++) {
    let { x: cx, tile, ys } = columns2[l4], half = tile / 2;
    for (let j4 = 0; j4 < ys.length; j4++) {
      if (l4 && Math.hypot(x4 - (cx - half), y5 - (ys[j4] + half)) < Math.max(5, dot2(tile) + 2)) return { kind: "bias", layer: l4, unit: j4 };
      if (Math.abs(x4 - cx) <= half && Math.abs(y5 - ys[j4]) <= half) return { kind: "unit", layer: l4, unit: j4 };
    }
  }
  for (let l4 = 1; l4 < columns2.length; l4++) {
    let a4 = columns2[l4 - 1], b3 = columns2[l4], x0 = a4.x + a4.tile / 2, x1 = b3.x - b3.tile / 2;
    if (x4 <= x0 || x4 >= x1) continue;
    let low = 0, high = 1, share3 = (x4 - x0) / (x1 - x0);
    for (let i4 = 0; i4 < 20; i4++) {
      let t6 = (low + high) / 2, u4 = 1 - t6;
      1.5 * u4 * u4 * t6 + 1.5 * u4 * t6 * t6 + t6 * t6 * t6 < share3 ? low = t6 : high = t6;
    }
    let s4 = rise(low), best = null, nearest2 = 7;
    for (let j4 = 0; j4 < b3.ys.length; j4++)
      for (let i4 = 0; i4 < a4.ys.length; i4++) {
        let distance2 = Math.abs(a4.ys[i4] + (b3.ys[j4] - a4.ys[i4]) * s4 - y5);
        distance2 < nearest2 && (nearest2 = distance2, best = { kind: "edge", layer: l4, unit: j4, from: i4 });
      }
    return best;
  }
  return null;
}
var dot2 = (tile) => Math.max(1.5, Math.min(4.5, tile / 9));
function offsets(sizes) {
  let at = 0;
  return sizes.slice(1).map((units, l4) => {
    let weights = at, biases = at + units * sizes[l4];
    return at = biases + units, { weights, biases };
  });
}

// src/glassnet/web/static/src/components/number-box.js
function numberBox({ label: label2, value, commit, closed }) {
  let box = Object.assign(document.createElement("input"), { type: "number", step: "any", className: "number", value: value.replace("−", "-") });
  box.setAttribute("aria-label", label2);
  let before = box.value, open = !0, close = (keep2) => {
    open && (open = !1, keep2 && box.value !== "" && box.value !== before && Number.isFinite(Number(box.value)) && commit(Number(box.value)), closed());
  };
  return box.addEventListener("keydown", (e4) => {
    (e4.key === "Enter" || e4.key === "Escape") && (e4.preventDefault(), close(e4.key === "Enter")), e4.stopPropagation();
  }), box.addEventListener("blur", () => close(!0)), box;
}

// src/glassnet/web/static/src/components/weights.js
var EVERY5 = 400;
function Weights() {
  let store = useStore(), state = store.state.value, body = T2(
    /** @type {HTMLElement|null} */
    null
  ), [chosen2, setChosen] = d2(1), sizes = state?.sizes ?? [], layer = Math.min(chosen2, sizes.length - 1), shape = sizes.join();
  A2(() => {
    let weights = (
      /** @type {Float32Array|null} */
      null
    ), pace = store.frames.paced(() => {
      if (!weights || !body.current || layer < 1) return;
      let { weights: at, biases } = offsets(sizes)[layer - 1], from = sizes[layer - 1], cells = body.current.querySelectorAll("td");
      if (!(weights.length < biases + sizes[layer] || cells.length !== (from + 1) * sizes[layer]))
        for (let i4 = 0; i4 < cells.length; i4++) {
          let j4 = Math.floor(i4 / (from + 1)), k4 = i4 % (from + 1), w5 = k4 < from ? weights[at + j4 * from + k4] : weights[biases + j4], text = weight(w5), cell = cells[i4];
          cell.textContent === text || cell.querySelector("input") || (cell.textContent = text, cell.style.setProperty("--share", `${Math.round(42 * Math.min(1, Math.abs(w5) / 2))}%`), cell.className = w5 < 0 ? "n low" : "n high");
        }
    }, { least: EVERY5, share: 0.1 }), end = store.frames.need("weights", () => ({}), (view) => {
      weights = f32(view.buffers[0]), pace.ask();
    });
    return pace.now(), () => {
      end(), pace.end();
    };
  }, [store, shape, layer]);
  function edit(cell) {
    if (cell.querySelector("input")) return;
    let before = cell.textContent ?? "", unit = /** @type {HTMLTableRowElement} */ cell.parentElement.rowIndex, column = cell.cellIndex, source = column > sizes[layer - 1] ? "bias" : column, box = numberBox({
      label: cell.dataset.name ?? "weight",
      value: before,
      commit: (value) => store.act({ do: "set_weight", layer, unit, source, value }),
      closed() {
        cell.textContent = before, cell.focus();
      }
    });
    cell.replaceChildren(box), box.select();
  }
  let cellOf = (e4) => (
    /** @type {HTMLTableCellElement|null} */
    /** @type {Element} */
    e4.target.closest("td")
  ), key2 = (e4) => {
    let cell = cellOf(e4), row = (
      /** @type {HTMLTableRowElement|undefined} */
      cell?.parentElement
    );
    if (!cell || !row) return;
    let rows = (
      /** @type {HTMLTableRowElement[]} */
      [...body.current?.children ?? []]
    ), r4 = rows.indexOf(row), c4 = cell.cellIndex, to = { ArrowRight: row.cells[c4 + 1], ArrowLeft: c4 > 1 ? row.cells[c4 - 1] : void 0, ArrowDown: rows[r4 + 1]?.cells[c4], ArrowUp: rows[r4 - 1]?.cells[c4] }[e4.key];
    if (e4.key === "Enter") edit(cell);
    else if (to) to.focus();
    else return;
    e4.preventDefault();
  };
  if (!state || layer < 1) return null;
  let last = sizes.length - 1, name = (l4) => l4 === last ? "output" : `layer ${l4}`, columns2 = Array.from({ length: sizes[layer - 1] }, (_6, i4) => layer === 1 ? pretty(state.features[i4] ?? `input ${i4 + 1}`) : `neuron ${i4 + 1}`);
  return m2`<div class="weights">
    <div class="panel-line">
      <label>Weights into <select value=${layer} onChange=${(e4) => setChosen(Number(e4.target.value))}>
        ${sizes.slice(1).map((_6, i4) => m2`<option value=${i4 + 1} selected=${i4 + 1 === layer}>${name(i4 + 1)}</option>`)}
      </select></label>
      <p class="quiet">A row is a neuron, a column what it listens to. Enter or a double click changes a number.</p>
    </div>
    <div class="sheet" tabindex="0" role="region" aria-label=${`Weights into ${name(layer)}`}>
      <table>
        <thead><tr><th scope="col">neuron</th>${columns2.map((c4) => m2`<th scope="col" key=${c4}>${c4}</th>`)}<th scope="col">bias</th></tr></thead>
        <tbody ref=${body} key=${`${shape}/${layer}`} onKeyDown=${key2} onDblClick=${(e4) => {
    let cell = cellOf(e4);
    cell && edit(cell);
  }}>
          ${Array.from({ length: sizes[layer] }, (_6, j4) => m2`<tr key=${j4}><th scope="row">${layer === last && sizes[last] === state.classes.length ? state.classes[j4] : j4 + 1}</th>${[...columns2, ""].map((_c, k4) => m2`<td key=${k4} class="n" tabindex=${j4 === 0 && k4 === 0 ? 0 : -1} data-name=${k4 < columns2.length ? `weight of neuron ${j4 + 1} from ${columns2[k4]}` : `bias of neuron ${j4 + 1}`}></td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  </div>`;
}

// src/glassnet/web/static/src/components/drawer.js
var TABS = [
  { name: "python", words: "Python", Panel: Python },
  { name: "code", words: "Code", Panel: Code },
  { name: "microscope", words: "Microscope", Panel: Microscope },
  { name: "doctor", words: "Doctor", Panel: Doctor },
  { name: "gradients", words: "Gradients", Panel: Gradients },
  { name: "scores", words: "Scores", Panel: Scores },
  { name: "weights", words: "Weights", Panel: Weights },
  { name: "landscape", words: "Landscape", Panel: Landscape },
  { name: "plane", words: "Plane", Panel: PlaneTab },
  { name: "theory", words: "Theory", Panel: Theory },
  { name: "log", words: "Log", Panel: Log }
], LOW = 0.55, UP = 0.42, GROWS = 1500;
function Drawer({ peeks = !1 }) {
  let store = useStore(), now = store.view.tab.value, list = T2(
    /** @type {HTMLElement|null} */
    null
  ), card = T2(
    /** @type {HTMLElement|null} */
    null
  ), mark = T2(
    /** @type {HTMLElement|null} */
    null
  ), brought = T2(-1 / 0);
  A2(() => {
    let box = card.current;
    if (!peeks || !box) return;
    let observer = new ResizeObserver(() => {
      box.style.setProperty("--tall", `${box.offsetHeight}px`), performance.now() < brought.current + GROWS && bring();
    });
    return observer.observe(box), () => observer.disconnect();
  }, [peeks]);
  let bring = () => {
    if (!peeks || !mark.current || !card.current || getComputedStyle(card.current).position !== "sticky") return;
    let top = mark.current.getBoundingClientRect().top, to = innerWidth > 680 ? UP * innerHeight : 0.16 * innerHeight;
    top < LOW * innerHeight || scrollBy({ top: top - to, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }, tabs = TABS.filter((t6) => !store.view.hidden.value.has(tabPart(t6.name))), current = tabs.find((t6) => t6.name === now) ?? tabs[0];
  if (!current) return null;
  let choose = (name) => {
    store.view.tab.value = name, store.frames.refresh(), brought.current = performance.now(), requestAnimationFrame(bring);
  };
  return m2`<div ref=${mark} class="drawer-mark"></div><section ref=${card} class=${`card drawer ${peeks ? "peeks" : ""}`} data-part="drawer" aria-label="Explanations">
    <div class="tabs" role="tablist" aria-label="Explanations" ref=${list} onKeyDown=${(e4) => {
    let at = tabs.indexOf(current), way2 = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[e4.key];
    if (way2 === void 0) return;
    e4.preventDefault();
    let next = tabs[(way2 + tabs.length) % tabs.length];
    choose(next.name), list.current?.querySelector(`#glassnet-tab-${next.name}`)?.focus();
  }}>
      ${tabs.map(
    ({ name, words: words2 }) => m2`<button key=${name} type="button" role="tab" id=${`glassnet-tab-${name}`} aria-selected=${name === current.name}
          aria-controls="glassnet-panel" tabindex=${name === current.name ? 0 : -1} onClick=${() => choose(name)}>${words2}</button>`
  )}
    </div>
    <div role="tabpanel" id="glassnet-panel" aria-labelledby=${`glassnet-tab-${current.name}`}>
      <${current.Panel} />
    </div>
  </section>`;
}

// src/glassnet/web/static/src/components/columns.js
var PATH = "data.columns";
function ColumnsCard() {
  let store = useStore(), state = store.state.value, columns2 = state?.columns ?? [], used = state?.inputs ?? [], plane = store.view.plane;
  if (!state) return null;
  let choose = (names2) => store.set(PATH, names2.length === columns2.length ? [] : names2), toggle = (name) => choose(columns2.filter((c4) => c4 === name ? !used.includes(c4) : used.includes(c4))), look = (value) => {
    plane.value = value, store.frames.refresh();
  }, [, across = "0", up = "1"] = plane.value.split(":"), slice = plane.value.startsWith("slice"), pick = (words2, at, other, made) => m2`<label>${words2}
    <select value=${at} onChange=${(e4) => look(made(e4.target.value))}>
      ${used.map((name, i4) => String(i4) !== other && m2`<option value=${i4} selected=${String(i4) === at}>${name}</option>`)}
    </select></label>`;
  return m2`<section class="card columns" data-part="features" aria-labelledby="glassnet-columns">
    <h2 id="glassnet-columns" title="The columns of the table that the network is given">Columns <span>${used.length} of ${columns2.length}</span></h2>
    <div class="chips" role="group" aria-labelledby="glassnet-columns">
      ${columns2.map((name) => {
    let on2 = used.includes(name), last = on2 && used.length === 1;
    return m2`<button key=${name} type="button" class="chip" aria-pressed=${on2} aria-disabled=${last} title=${last ? "The network needs one input at least" : `${name} as an input of the network`} onClick=${() => last || toggle(name)}>${name.replaceAll("_", " ")}</button>`;
  })}
    </div>
    ${columns2.length > 2 && m2`<div class="own-line">
      <button type="button" class="text" onClick=${() => choose(columns2)} disabled=${used.length === columns2.length}>All</button>
      <button type="button" class="text" title="Two columns lie on the plane as they are" onClick=${() => choose(columns2.slice(0, 2))} disabled=${used.length === 2}>Two</button>
    </div>`}
    ${state.dims > 2 && m2`<fieldset class="plane-choice">
      <legend>Plane through ${state.dims} inputs</legend>
      <label class="check"><input type="radio" name="glassnet-plane" checked=${!slice} onChange=${() => look("")} /><span>principal components, on which the points are spread most</span></label>
      <label class="check"><input type="radio" name="glassnet-plane" checked=${slice} onChange=${() => look("slice:0:1")} /><span>slice along two columns, the others at their mean</span></label>
      ${slice && pick("across", across, up, (i4) => `slice:${i4}:${up}`)}
      ${slice && pick("up", up, across, (i4) => `slice:${across}:${i4}`)}
    </fieldset>`}
  </section>`;
}

// src/glassnet/web/static/src/components/features.js
var PATH2 = "data.features", plain2 = (f4) => f4.replaceAll(" ", "").replaceAll("**", "^").toLowerCase();
function Formula2({ add }) {
  let [open, setOpen] = d2(!1), [text, setText] = d2(""), submit = (e4) => {
    e4.preventDefault(), text.trim() && add(text.trim()), setText(""), setOpen(!1);
  };
  return open ? m2`<form class="formula" onSubmit=${submit}>
    <input ref=${(box) => box?.focus()} type="text" aria-label="Formula of x and y" placeholder="sin(x)*y" value=${text}
      onInput=${(e4) => setText(e4.target.value)} onKeyDown=${(e4) => e4.key === "Escape" && setOpen(!1)} />
    <button type="submit" class="chip" aria-label="Add this formula"><${Icon} name="plus" /></button>
  </form>` : m2`<button type="button" class="chip" title="Type a formula of x and y, such as sin(x)*y" aria-label="Add a formula" onClick=${() => setOpen(!0)}>ƒ…</button>`;
}
function FeaturesCard() {
  let store = useStore(), field = store.field(PATH2), value = store.value(PATH2), state = store.state.value;
  if (!field || !Array.isArray(value)) return null;
  if ((state?.columns.length ?? 0) > 2) return m2`<${ColumnsCard} />`;
  let one = state?.dims === 1, raw2 = one ? ["x"] : ["x", "y"], now = (
    /** @type {string[]} */
    value.length ? value : raw2
  ), known = store.hello.value?.features ?? raw2, offered = [...known.filter((f4) => !(one && f4.includes("y"))), ...now.filter((f4) => !known.some((u4) => plain2(u4) === plain2(f4)))], on2 = (f4) => now.some((g5) => plain2(g5) === plain2(f4)), toggle = (f4) => {
    let next = on2(f4) ? now.filter((g5) => plain2(g5) !== plain2(f4)) : [...now, f4], rank = (g5) => known.findIndex((u4) => plain2(u4) === plain2(g5)) + 1 || known.length + 1;
    next.sort((a4, b3) => rank(a4) - rank(b3)), store.set(PATH2, next.join() === raw2.join() ? [] : next);
  }, named2 = (state?.inputs ?? []).flatMap((name, i4) => name === raw2[i4] || !raw2[i4] ? [] : [`${raw2[i4]} is ${name}`]);
  return m2`<section class="card" data-part="features" aria-labelledby="glassnet-features">
    <h2 id="glassnet-features" title=${field.explain}>Features</h2>
    <div class="chips" role="group" aria-labelledby="glassnet-features">
      ${offered.map((f4) => {
    let last = on2(f4) && now.length === 1;
    return m2`<button key=${f4} type="button" class="chip" aria-pressed=${on2(f4)} aria-disabled=${last}
          title=${last ? "The network needs one input at least" : `${pretty(f4)} as an input of the network`} onClick=${() => last || toggle(f4)}>${pretty(f4)}</button>`;
  })}
      <${Formula2} add=${(f4) => on2(f4) || toggle(f4)} />
    </div>
    ${named2.length > 0 && m2`<p class="about names-of">${named2.join(", ")}</p>`}
  </section>`;
}

// src/glassnet/web/static/src/components/mode.js
var EPOCHS = "training.epochs", NAMES = { watch: "Watch", instant: "Instant" };
function ModeSwitch() {
  let store = useStore(), modes = store.hello.value?.modes ?? [], now = store.state.value?.mode ?? "watch";
  return m2`<div class="modes" data-part="mode" role="group" aria-label="Mode of training">
    ${modes.map(
    ({ name, explain }) => m2`<button key=${name} type="button" aria-pressed=${name === now} title=${explain} onClick=${() => store.act({ do: "mode", value: name })}>${NAMES[name]}</button>`
  )}
  </div>`;
}
function EpochsControl() {
  let store = useStore(), field = store.field(EPOCHS), value = store.value(EPOCHS);
  if (!field || value === void 0) return null;
  let slide = (
    /** @type {import("../types.js").Field} */
    { ...usual(field), scale: "log", explain: "Each change trains from scratch to this epoch" }
  ), change2 = (v4) => store.set(EPOCHS, v4);
  return m2`<div class="instant">
    <span class="quiet">trains from scratch to epoch</span>
    <${Range} field=${slide} value=${value} change=${change2} hold=${(h5) => store.hold(EPOCHS, h5)} label="Epochs, slider" text=${count(value)} />
    <input class="number" type="number" aria-label="Epochs" min="0" max=${field.high} step="1" value=${value} onChange=${(e4) => e4.target.value !== "" && change2(Math.round(Number(e4.target.value)))} />
  </div>`;
}
function Epoch() {
  let store = useStore(), text = w2(() => O(() => count(Math.floor(store.numbers.value.epoch))), [store]), share3 = w2(() => O(() => way(store.state.value, store.numbers.value.step)), [store]);
  return m2`<div class="epoch">
    <span>epoch</span><b data-testid="epoch">${text}</b>
    ${share3.value !== null && m2`<progress max="1" value=${share3.value} aria-label="On the way to the epoch"></progress>`}
  </div>`;
}
function way(state, step) {
  if (!state?.running || state.goal === null) return null;
  let { goal, mode, steps_per_epoch: whole2 } = state, from = mode === "instant" ? 0 : (goal - 1) * whole2;
  return Math.max(0, Math.min(1, (step - from) / Math.max(1, goal * whole2 - from)));
}

// src/glassnet/web/static/src/film.js
function paint(film, layers, paper) {
  let context = (
    /** @type {CanvasRenderingContext2D} */
    film.getContext("2d")
  );
  context.fillStyle = paper, context.fillRect(0, 0, 480, 480);
  for (let layer of layers) !layer.hidden && layer.width && layer.height && context.drawImage(layer, 0, 0, 480, 480);
}
function record(store, root, tell) {
  let layers = (
    /** @type {NodeListOf<HTMLCanvasElement>} */
    root.querySelectorAll(".plane canvas")
  ), canvas = Object.assign(document.createElement("canvas"), { width: 480, height: 480 }), type = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"].find((t6) => globalThis.MediaRecorder?.isTypeSupported(t6));
  if (!type) return { stop() {
  }, film: Promise.resolve(null) };
  let paper = getComputedStyle(root).getPropertyValue("--card").trim() || "white", recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: type }), began = performance.now(), pieces = [], next = 0, film = new Promise((resolve) => {
    recorder.addEventListener("dataavailable", ({ data }) => data.size && pieces.push(data)), recorder.addEventListener("stop", () => resolve(new Blob(pieces, { type: "video/webm" })));
  }), stop = () => {
    cancelAnimationFrame(next), recorder.state !== "inactive" && recorder.stop(), store.state.peek()?.running && store.act({ do: "pause" });
  }, frame = () => {
    paint(canvas, layers, paper);
    let seconds = (performance.now() - began) / 1e3;
    tell(Math.round(seconds)), seconds > 1 && !store.state.peek()?.running || seconds > 8 ? stop() : next = requestAnimationFrame(frame);
  };
  return store.act({ do: "restart" }), store.act({ do: "play" }), recorder.start(), frame(), { stop, film };
}

// src/glassnet/web/static/src/components/handout.js
function Handout({ tabs, copy: copy2 }) {
  let store = useStore(), [hidden, setHidden] = d2(
    /** @type {ReadonlySet<string>} */
    store.view.hidden.peek()
  ), [said, say] = d2(""), fields = (store.hello.value?.schema ?? []).filter((f4) => /^(training|network)\./.test(f4.path) && hasControl(f4)), more = {
    Network: Object.fromEntries(fields.map((f4) => [f4.path, f4.label])),
    Explanations: Object.fromEntries(tabs.map((t6) => [tabPart(t6.name), t6.words]))
  }, toggle = (name) => {
    let next = new Set(hidden);
    next.delete(name) || next.add(name), setHidden(next), say("");
  }, address2 = () => {
    let search = hidden.size ? `?hide=${[...hidden].join(",")}` : "";
    return `${location.origin}${location.pathname}${search}#${store.state.peek()?.link ?? ""}`;
  };
  return m2`<details class="handout">
    <summary><b>Handout link</b><span>this experiment, with only the parts that you choose</span></summary>
    ${AREAS.map(
    ({ title, parts }) => m2`<fieldset key=${title}>
        <legend>${title}</legend>
        ${Object.entries({ ...parts, ...more[title] }).map(
      ([name, words2]) => m2`<label class="check" key=${name}><input type="checkbox" checked=${!hidden.has(name)} onChange=${() => toggle(name)} /><span>${words2}</span></label>`
    )}
      </fieldset>`
  )}
    <div class="handout-keys">
      <button type="button" class="text" onClick=${async () => say(await copy2(address2()))}>Copy the link</button>
      <a class="text" href=${address2()} target="_blank" rel="noopener">Try it</a>
      <span aria-live="polite">${said}</span>
    </div>
  </details>`;
}

// src/glassnet/web/static/src/components/take-away.js
var ASIDE = 2500;
function save(blob, name) {
  let a4 = document.createElement("a");
  a4.href = URL.createObjectURL(blob), a4.download = name, a4.click(), setTimeout(() => URL.revokeObjectURL(a4.href), 1e4);
}
function script(store) {
  return new Promise((resolve) => {
    let done = !1, end = store.frames.need("script", () => done ? null : {}, (view) => {
      done || (done = !0, queueMicrotask(() => end()), resolve(view.json.text));
    });
    store.frames.refresh();
  });
}
function fetched(store, what) {
  return new Promise((resolve) => {
    let done = !1, end = store.frames.need("file", () => done ? null : { what }, (view) => {
      done || view.json.what !== what || (done = !0, queueMicrotask(() => end()), resolve(Object.assign(new Blob([new Uint8Array(u8(view.buffers[0]))], { type: view.json.type }), { called: view.json.name })));
    });
    store.frames.refresh();
  });
}
async function copied(text) {
  try {
    return await navigator.clipboard.writeText(text), "Copied";
  } catch {
    return "The clipboard is closed here";
  }
}
var NOTEBOOK = "for gn.from_link, and for glassnet play --link", address = (store, link) => store.course ? `${location.origin}${location.pathname}#${link}` : link;
function Menu() {
  let store = useStore(), state = store.state.value, [said, say] = d2({ key: "", text: "" }), filming = T2(
    /** @type {(() => void)|null} */
    null
  );
  A2(() => () => filming.current?.(), []);
  let tell = (key2, text) => {
    say({ key: key2, text }), setTimeout(() => say((now) => now.key === key2 ? { key: "", text: "" } : now), ASIDE);
  }, file = (what) => async () => {
    say({ key: what, text: "…" });
    let blob = await fetched(store, what);
    save(blob, blob.called), tell(what, "Saved");
  }, film = async (e4) => {
    if (filming.current) return filming.current();
    let made = record(
      store,
      /** @type {Element} */
      /** @type {Element} */
      e4.target.closest(".glassnet"),
      (seconds) => say({ key: "film", text: `stop (${seconds} s)` })
    );
    filming.current = made.stop;
    let blob = await made.film;
    filming.current = null, blob ? (save(blob, "boundary.webm"), tell("film", "Saved")) : tell("film", "This browser cannot record films");
  }, row = (key2, words2, about2, act) => m2`<li>
    <button type="button" class="taking" onClick=${act}><b>${words2}</b><span>${about2}</span><i aria-live="polite">${said.key === key2 ? said.text : ""}</i></button>
  </li>`, figure = state?.task === "regression" && state.dims === 1 ? "function" : "boundary", plane = (state?.dims ?? 0) <= 2;
  return m2`<h3>Take it away</h3>
    <ul class="takings">
      ${row("address", "Link", store.course ? "reproduces this experiment from its start" : NOTEBOOK, async () => tell("address", await copied(address(store, state?.link ?? ""))))}
      ${row("link", "Link with the weights", "starts with the network as it is now", async () => tell("link", await copied(address(store, await (await fetched(store, "link")).text()))))}
      ${!store.course && row("script", "Python", "the lines that do the same, to the last bit", async () => tell("script", await copied(await script(store))))}
      ${row("experiment", "Experiment file", "for gn.load_experiment and the command line", file("experiment"))}
      ${row("trained", "Experiment file with the weights", "the same, starting with the network as it is now", file("trained"))}
      ${plane && row(`${figure}.png`, "Picture (PNG)", "what it has learned", file(`${figure}.png`))}
      ${plane && row(`${figure}.svg`, "Drawing (SVG)", "the same, sharp at every size", file(`${figure}.svg`))}
      ${row("curves.svg", "Curves (SVG)", "loss and score over the epochs", file("curves.svg"))}
      ${state?.task === "classification" && row("confusion.svg", "Confusion matrix (SVG)", "which classes are taken for which", file("confusion.svg"))}
      ${row("film", "Film (WebM)", "starts again and records the boundary forming, up to eight seconds", film)}
      ${row("history", "History (CSV)", "every evaluation as a row", file("history"))}
      ${row("points", "Points (CSV)", "all points with their part", file("points"))}
    </ul>
    ${store.course && m2`<${Handout} tabs=${TABS} copy=${copied} />`}`;
}
function TakeAway() {
  return m2`<${Popover} label="Take away" part="share" title="Link, files, pictures, a film" kind="text" face=${m2`<${Icon} name="link" /><span class="share-words">Share</span>`}>${() => m2`<${Menu} />`}<//>`;
}

// src/glassnet/web/static/src/components/header.js
function Round({ icon, label: label2, hint, action, part: part2, disabled = !1, more = "" }) {
  return m2`<button type="button" data-part=${part2} class=${`round ${more}`} aria-label=${label2} title=${hint} disabled=${disabled} onClick=${action}>
    <${Icon} name=${icon} />
  </button>`;
}
function PlayButton() {
  let store = useStore(), running = store.running.value;
  return m2`<button
    type="button"
    class="round play"
    data-part="play"
    aria-label=${running ? "Pause" : "Play"}
    title=${running ? "Stop training here (space)" : "Train until paused (space)"}
    onClick=${() => store.act({ do: running ? "pause" : "play" })}
  >
    <${Icon} name=${running ? "pause" : "play"} />
  </button>`;
}
function Speed() {
  let store = useStore(), speeds = store.hello.value?.speeds ?? [], now = store.state.value?.speed ?? 0;
  return m2`<label class="speed" data-part="speed" title="How fast Play trains">
    <span class="quiet">speed</span>
    <select value=${now} onChange=${(e4) => store.act({ do: "speed", value: Number(e4.target.value) })}>
      ${speeds.map((label2, i4) => m2`<option value=${i4} selected=${i4 === now}>${label2}</option>`)}
    </select>
  </label>`;
}
function History() {
  let store = useStore(), undo = store.state.value?.undo ?? null, redo = store.state.value?.redo ?? null;
  return m2`<${Round} icon="undo" part="undo" label="Undo" hint=${undo ? `Undo ${undo} (Ctrl+Z)` : "Nothing to undo"} disabled=${!undo} action=${() => store.act({ do: "undo" })} />
    <${Round} icon="redo" part="undo" label="Redo" hint=${redo ? `Redo ${redo} (Ctrl+Shift+Z)` : "Nothing to redo"} disabled=${!redo} action=${() => store.act({ do: "redo" })} />`;
}
function Run({ speed = !1 }) {
  let store = useStore(), instant = store.state.value?.mode === "instant", running = store.running.value;
  return m2`<div class="run" role="group" aria-label="Training">
      <${ModeSwitch} />
      ${instant ? m2`<${EpochsControl} />` : m2`<${PlayButton} />
            <${Round} icon="step" part="step" label="One batch" hint="Train on one batch" action=${() => store.act({ do: "step", unit: "batch" })} />
            <${Round} icon="epoch" part="step" label="One epoch" hint="Train once through all training points" action=${() => store.act({ do: "step", unit: "epoch" })} />
            <${Round} icon="reset" part="restart" label="Reset" hint="Back to the same starting weights" action=${() => store.act({ do: "restart" })} />`}
      <${Round} icon="dice" part="restart" label="New weights" hint="Start again from new random weights" action=${() => store.act({ do: "new_weights" })} />
      <${Epoch} />
      ${speed && !instant && m2`<${Speed} />`}
      ${instant && running && m2`<${Round} icon="pause" part="play" label="Pause" hint="Stop training here" action=${() => store.act({ do: "pause" })} />`}
    </div>`;
}
function CourseSwitch() {
  let store = useStore(), { course: course2 } = store.view, open = course2.value !== null;
  return store.course ? m2`<button type="button" class="text" data-part="course" title=${open ? "Back to the playground" : "Lessons with exercises that are checked"}
    onClick=${() => course2.value = open ? null : ""}><${Icon} name=${open ? "back" : "course"} /><span class="share-words">${open ? "Playground" : "Course"}</span></button>` : null;
}
function Header({ toggleTheme }) {
  let store = useStore(), course2 = store.view.course.value !== null;
  return m2`<header class=${`bar ${course2 ? "of-course" : ""}`}>
    <div class="brand"><h1>Glassnet</h1></div>
    ${!course2 && m2`<${Run} speed />`}
    <div class="tools">
      ${!course2 && m2`<${History} /><${TakeAway} />`}
      <${CourseSwitch} />
      <${Round} icon="theme" part="theme" label="Dark or light" hint="Change between dark and light" action=${toggleTheme} />
    </div>
  </header>`;
}

// src/glassnet/web/static/src/components/messages.js
var LINE2 = {
  lost: "Connection lost, retrying…",
  refused: "The server was started anew and does not know this page: open the link that it printed.",
  silent: "Python does not answer. If it is busy, this will go on; if it was started anew, run the cell again."
}, sentence2 = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
function Outcome({ outcome, doctor }) {
  let store = useStore(), hidden = store.view.hidden.value, bad = outcome.kind === "diverged" || outcome.kind === "divergence", ask = (e4) => (
    /** @type {HTMLElement|null|undefined} */
    /** @type {Element} */
    e4.target.closest(".glassnet")?.querySelector("#glassnet-tab-doctor")?.click()
  );
  return m2`<p class=${`message ${bad ? "warn" : "note"}`}>
    <span>${sentence2(outcome.message)}${/[.!?]$/.test(outcome.message) ? "" : "."}</span>
    <span class="message-keys">
      ${bad && doctor && !hidden.has("drawer") && !hidden.has(tabPart("doctor")) && m2`<button type="button" class="text" title="The Doctor names the fault and offers cures" onClick=${ask}>Ask the Doctor</button>`}
      <button type="button" class="text" title="Back to the same starting weights" onClick=${() => store.act({ do: "restart" })}>Start again</button>
    </span>
  </p>`;
}
function Messages({ doctor = !1 }) {
  let store = useStore(), line = store.line.value, outcome = store.state.value?.outcome ?? null, errors = store.errors.value;
  return m2`<div class="messages" role="status" aria-live="polite" data-testid="messages">
    ${line !== "up" && m2`<p class="message warn" key="line">${LINE2[line]}</p>`}
    ${outcome && m2`<${Outcome} key="outcome" outcome=${outcome} doctor=${doctor} />`}
    ${errors.map(
    (e4) => m2`<p class="message error" key=${e4.key}>
          <span>${e4.text}${e4.times > 1 ? ` (${e4.times} times)` : ""}</span>
          <button type="button" class="small" aria-label="Dismiss message" onClick=${() => store.dismiss(e4.key)}><${Icon} name="close" /></button>
        </p>`
  )}
  </div>`;
}

// src/glassnet/web/static/src/draw/network.js
var FADES = [1, 0.18, 0.5, 0.1], MOST_EDGES = 1200, LEVELS = 12;
function level(w5) {
  let size = Math.abs(w5);
  return size > 0.015 ? Math.min(LEVELS - 1, 1 + Math.floor(3.2 * Math.sqrt(size))) : 0;
}
function leastDrawn(weights, start, count2) {
  if (count2 <= MOST_EDGES) return 0;
  let most = 0;
  for (let i4 = start; i4 < start + count2; i4++) most = Math.max(most, Math.abs(weights[i4]));
  if (!(most > 0 && most < 1 / 0)) return 0;
  let bins = new Uint32Array(256);
  for (let i4 = start; i4 < start + count2; i4++) bins[Math.floor(255 * Math.abs(weights[i4]) / most)]++;
  let bin = 255, drawn = bins[255];
  for (; bin > 0 && drawn + bins[bin - 1] <= MOST_EDGES; ) drawn += bins[--bin];
  return bin * most / 255;
}
var thickness = (k4, crowd) => Math.min(7, 0.5 + 0.085 * k4 * k4) * crowd + 0.1, opacity = (k4, crowd) => Math.min(0.95, 0.16 + 0.11 * k4) * (0.4 + 0.6 * crowd);
function drawEdges({ context, width, height, ratio }, layout, sizes, weights, palette, focus, lit = null) {
  context.clearRect(0, 0, width, height);
  let places = offsets(sizes);
  for (let l4 = 1; l4 < sizes.length; l4++) {
    let a4 = layout.columns[l4 - 1], b3 = layout.columns[l4], from = sizes[l4 - 1], to = sizes[l4], x0 = a4.x + a4.tile / 2, x1 = b3.x - b3.tile / 2, middle = (x0 + x1) / 2, crowd = Math.max(0.28, Math.min(1, Math.sqrt(100 / (from * to)))), least = leastDrawn(weights, places[l4 - 1].weights, from * to);
    for (let j4 = 0, at = places[l4 - 1].weights; j4 < to; j4++) {
      let shared = /* @__PURE__ */ new Map();
      for (let i4 = 0; i4 < from; i4++, at++) {
        let w5 = weights[at], k4 = level(w5);
        if (!k4) continue;
        let faded = fade(focus, lit, l4, j4, i4);
        if (Math.abs(w5) < least && !((focus || lit) && faded === 0)) continue;
        let style = k4 + (w5 > 0 ? LEVELS : 0) + 2 * LEVELS * faded, thin = thickness(k4, crowd) * ratio <= 1, path = thin && shared.get(style) || new Path2D();
        path.moveTo(x0, a4.ys[i4]), path.bezierCurveTo(middle, a4.ys[i4], middle, b3.ys[j4], x1, b3.ys[j4]), thin ? shared.set(style, path) : stroke(context, path, style, crowd, palette);
      }
      for (let [style, path] of shared) stroke(context, path, style, crowd, palette);
    }
  }
  context.globalAlpha = 1, lit?.weight && lit.weight.source >= 0 && outline(context, layout, lit.weight, palette);
}
function outline(context, { columns: columns2 }, { layer, unit, source }, palette) {
  let a4 = columns2[layer - 1], b3 = columns2[layer];
  if (!b3 || a4.ys[source] === void 0 || b3.ys[unit] === void 0) return;
  let x0 = a4.x + a4.tile / 2, x1 = b3.x - b3.tile / 2, middle = (x0 + x1) / 2;
  context.beginPath(), context.moveTo(x0, a4.ys[source]), context.bezierCurveTo(middle, a4.ys[source], middle, b3.ys[unit], x1, b3.ys[unit]), context.strokeStyle = palette.ink, context.lineWidth = 2, context.setLineDash([2, 4]), context.stroke(), context.setLineDash([]);
}
function fade(focus, lit, layer, to, from) {
  return focus ? focus.layer === layer && focus.unit === to || focus.layer === layer - 1 && focus.unit === from ? 0 : 1 : !lit || lit.edges === null && lit.units === null ? 0 : lit.edges !== layer ? 3 : (lit.unit === null || lit.unit === to) && (lit.from === null || lit.from === from) ? 0 : 2;
}
function stroke(context, path, style, crowd, palette) {
  let k4 = style % LEVELS, kind = Math.floor(style / LEVELS);
  context.strokeStyle = kind % 2 ? palette.high : palette.low, context.globalAlpha = opacity(k4, crowd) * FADES[kind >> 1], context.lineWidth = thickness(k4, crowd), context.stroke(path);
}
function drawUnits(surface, layout, sizes, pictures, weights, palette, focus, lit = null) {
  let { context, width, height } = surface, places = offsets(sizes);
  if (context.clearRect(0, 0, width, height), context.imageSmoothingQuality = "low", layout.columns.forEach((column, l4) => {
    let biases = weights && l4 ? weights.subarray(places[l4 - 1].biases, places[l4 - 1].biases + sizes[l4]) : null;
    pictures.column(surface, column, biases, palette);
  }), context.lineWidth = 1, context.strokeStyle = palette.edge, context.stroke(layout.frames), weights && drawBiases(context, layout, places, weights, palette), lit && drawLight(context, layout, lit, palette), focus) {
    let { x: x4, tile, ys } = layout.columns[focus.layer];
    context.beginPath(), context.roundRect(x4 - tile / 2 - 2, ys[focus.unit] - tile / 2 - 2, tile + 4, tile + 4, tile * 0.2 + 2), context.strokeStyle = palette.ink, context.lineWidth = 2, context.stroke();
  }
}
function drawBiases(context, { columns: columns2 }, places, weights, palette) {
  for (let positive of [!1, !0]) {
    context.beginPath();
    for (let l4 = 1; l4 < columns2.length; l4++) {
      let { x: x4, tile, ys, crowded } = columns2[l4], r4 = dot2(tile), start = places[l4 - 1].biases;
      if (!crowded)
        for (let j4 = 0; j4 < ys.length; j4++) {
          let b3 = weights[start + j4];
          if (b3 > 0 !== positive) continue;
          let size = r4 * Math.min(1, 0.45 + 0.55 * Math.abs(b3));
          context.moveTo(x4 - tile / 2 + size, ys[j4] + tile / 2), context.arc(x4 - tile / 2, ys[j4] + tile / 2, size, 0, 2 * Math.PI);
        }
    }
    context.fillStyle = positive ? palette.high : palette.low, context.fill(), context.lineWidth = 1, context.strokeStyle = palette.card, context.stroke();
  }
}
function drawLight(context, { columns: columns2 }, lit, palette) {
  if (lit.units === null && lit.edges === null) return;
  let bright = new Set([lit.units, lit.edges, lit.edges === null ? null : lit.edges - 1].filter((l4) => l4 !== null));
  context.globalAlpha = 0.72, context.fillStyle = palette.card, columns2.forEach(({ x: x5, tile: tile2, ys: ys2 }, l4) => {
    if (!bright.has(l4)) for (let y5 of ys2) context.fillRect(x5 - tile2 / 2 - 3, y5 - tile2 / 2 - 3, tile2 + 6, tile2 + 6);
  }), context.globalAlpha = 1;
  let column = lit.units === null ? null : columns2[lit.units];
  if (!column) return;
  let { x: x4, tile, ys } = column, chosen2 = lit.edges !== null && lit.edges !== lit.units ? lit.from : lit.unit;
  context.strokeStyle = palette.ink, context.setLineDash(lit.phase === "backward" ? [5, 3] : []), ys.forEach((y5, j4) => {
    context.beginPath(), context.roundRect(x4 - tile / 2 - 2, y5 - tile / 2 - 2, tile + 4, tile + 4, tile * 0.2 + 2), context.lineWidth = chosen2 === j4 ? 3 : 1.25, context.stroke();
  }), context.setLineDash([]), lit.values && tile >= 8 && drawValues(context, column, lit.units === columns2.length - 1, lit.values, palette);
}
function drawValues(context, { x: centre, tile, ys }, last, values, palette) {
  let height = Math.min(18, tile), side = last ? -1 : 1;
  context.font = `600 ${height > 15 ? 12 : 10.5}px Inter, system-ui, sans-serif`, context.textBaseline = "middle", context.textAlign = "center", ys.forEach((y5, j4) => {
    let value = values[j4];
    if (value === void 0) return;
    let text = short(value, 3), width = context.measureText(text).width + 10, x4 = centre + side * (tile / 2 + 6 + width / 2);
    context.beginPath(), context.roundRect(x4 - width / 2, y5 - height / 2, width, height, 5), context.globalAlpha = 0.93, context.fillStyle = palette.card, context.fill(), context.globalAlpha = 1, context.strokeStyle = (value ?? 0) < 0 ? palette.low : palette.high, context.lineWidth = 1.5, context.stroke(), context.fillStyle = palette.ink, context.fillText(text, x4, y5 + 0.5);
  });
}

// src/glassnet/web/static/src/draw/mosaic.js
var FRAME = -1, CORNER = -2;
function placesOf(tile, side) {
  let places = new Int32Array(tile * tile), last = tile - 1, of = (pixel) => Math.floor((pixel + 0.5) * side / tile);
  for (let r4 = 0; r4 < tile; r4++)
    for (let c4 = 0; c4 < tile; c4++) {
      let upright = c4 === 0 || c4 === last, level2 = r4 === 0 || r4 === last;
      places[r4 * tile + c4] = upright && level2 ? CORNER : upright || level2 ? FRAME : of(r4) * side + of(c4);
    }
  return places;
}
function createMosaic() {
  let image = new ImageData(1, 1), places = placesOf(1, 1), known = "";
  return {
    /**
     * @param {import("./surface.js").Surface} surface
     * @param {Column} column
     * @param {Uint8Array} bytes unit-major, of the pictures of all neurons
     * @param {number} from side of a picture
     * @param {Float32Array|null} biases of the column's units
     * @param {import("../colours.js").Palette} palette
     */
    draw({ context, ratio }, { x: x4, tile: side, ys, offset }, bytes, from, biases, palette) {
      let tile = Math.max(3, Math.round(side * ratio)), area = from * from, reach = Math.ceil(dot2(side) * ratio);
      known !== `${tile}/${from}` && (known = `${tile}/${from}`, places = placesOf(tile, from));
      let tops = ys.map((y5) => Math.round(y5 * ratio - tile / 2)), top = tops[0], left = Math.round(x4 * ratio - tile / 2), width = tile + reach, height = tops[tops.length - 1] - top + tile + reach;
      (image.width !== width || image.height !== height) && (image = context.createImageData(width, height));
      let pixels = new Uint32Array(image.data.buffer), table = palette.diverging, { edge, low, high } = palette.pixels;
      pixels.fill(0);
      for (let j4 = 0; j4 < ys.length; j4++) {
        let first = (offset + j4) * area, to = (tops[j4] - top) * width + reach;
        for (let r4 = 0, p5 = 0; r4 < tile; r4++, to += reach)
          for (let c4 = 0; c4 < tile; c4++, p5++, to++) {
            let place4 = places[p5];
            place4 !== CORNER && (pixels[to] = place4 === FRAME ? edge : table[bytes[first + place4]]);
          }
      }
      if (biases)
        for (let j4 = 0; j4 < ys.length; j4++) {
          let b3 = biases[j4], size = Math.max(2, Math.round(2 * dot2(side) * ratio * Math.min(1, 0.45 + 0.55 * Math.abs(b3)))), down = tops[j4] - top + tile - (size >> 1), across = reach - (size >> 1), colour = b3 > 0 ? high : low;
          for (let r4 = down; r4 < down + size; r4++) pixels.fill(colour, r4 * width + across, r4 * width + across + size);
        }
      context.putImageData(image, left - reach, top);
    }
  };
}

// src/glassnet/web/static/src/draw/pictures.js
var apart2 = (columns2) => columns2.flatMap(({ crowded, ys, offset }) => crowded ? [] : ys.map((_6, j4) => offset + j4));
function createPictures() {
  let atlas = createAtlas(), mosaic = createMosaic(), bytes = (
    /** @type {Uint8Array} */
    new Uint8Array(0)
  ), side = 1, count2 = 0;
  return {
    /**
     * New pictures, or the same for another layout.
     * @param {DataView} plane unit-major bytes @param {number} newSide of a picture
     * @param {Column[]} columns @param {number|null} pointed a unit that is shown in large as well @param {Palette} palette
     */
    take(plane, newSide, columns2, pointed, palette) {
      bytes = u8(plane), side = newSide, count2 = bytes.length / (side * side);
      let units = apart2(columns2);
      pointed !== null && !units.includes(pointed) && units.push(pointed), atlas.fill(bytes, side, units.filter((unit) => unit < count2), palette);
    },
    /** One picture. @param {CanvasRenderingContext2D} into @param {number} unit @param {number} x @param {number} y @param {number} size */
    draw: atlas.draw,
    /** A column with its bias dots if it is crowded, else its pictures alone. @param {import("./surface.js").Surface} surface @param {Column} column @param {Float32Array|null} biases @param {Palette} palette */
    column(surface, column, biases, palette) {
      let { x: x4, tile, ys, offset, crowded } = column;
      crowded ? offset + ys.length <= count2 && mosaic.draw(surface, column, bytes, side, biases, palette) : ys.forEach((y5, j4) => atlas.draw(surface.context, offset + j4, x4 - tile / 2, y5 - tile / 2, tile));
    }
  };
}

// src/glassnet/web/static/src/components/alternative.js
var EVERY6 = 1e3;
function useAlternative(describe) {
  let text = w2(() => y3(describe()), []), latest = T2(describe);
  return latest.current = describe, A2(() => {
    let renew = () => {
      document.hidden || (text.value = latest.current());
    };
    renew();
    let timer = setInterval(renew, EVERY6);
    return () => clearInterval(timer);
  }, []), text;
}

// src/glassnet/web/static/src/components/travel.js
var SLOW = 0, LASTS = 800;
function letSignalTravel(store) {
  let { lit, open } = store.view.scope, calm = matchMedia("(prefers-reduced-motion: reduce)"), last = store.numbers.peek().step, timer = 0, stop = () => {
    clearTimeout(timer), timer = 0, open.peek() || (lit.value = null);
  }, start = (layers) => {
    let forth = Array.from({ length: layers }, (_6, i4) => (
      /** @type {const} */
      { phase: "forward", layer: i4 + 1 }
    )), back = [...forth].reverse().map(({ layer }) => (
      /** @type {const} */
      { phase: "backward", layer }
    )), stages = [...forth, ...back], show = (at) => {
      if (at === stages.length || open.peek()) return stop();
      let { phase, layer } = stages[at];
      lit.value = { phase, edges: layer, units: phase === "forward" ? layer : layer - 1, unit: null, from: null, values: null, weight: null }, timer = setTimeout(() => show(at + 1), LASTS / stages.length);
    };
    clearTimeout(timer), show(0);
  }, end = x2(() => {
    let { step } = store.numbers.value, one = step === last + 1;
    if (step === last) return;
    last = step;
    let state = store.state.peek();
    if (!state || open.peek()) return;
    let slow = !state.running || state.speed === SLOW;
    one && slow && state.mode === "watch" && !calm.matches ? start(state.sizes.length - 1) : timer && !one && stop();
  });
  return () => {
    end(), stop();
  };
}

// src/glassnet/web/static/src/components/diagram.js
var EDGES = 0.12, NAME = 11, PICTURE = 32, SMALL_PICTURE = 16;
function label({ x: x4, tile, ys }, words2) {
  return ys.length > 1 && ys[1] - ys[0] - tile < NAME ? [] : ys.map((y5, j4) => {
    let span = Object.assign(document.createElement("span"), { textContent: words2[j4] ?? "" });
    return span.style.left = `${x4}px`, span.style.top = `${y5 + tile / 2}px`, span;
  });
}
function Diagram({ columnsAt }) {
  let store = useStore(), colours = usePalette(), state = store.state.value, { scope } = store.view, edges2 = T2(
    /** @type {HTMLCanvasElement|null} */
    null
  ), units = T2(
    /** @type {HTMLCanvasElement|null} */
    null
  ), card = T2(
    /** @type {HTMLElement|null} */
    null
  ), paint2 = T2(
    /** @type {{shape: () => void}|null} */
    null
  ), names2 = T2(
    /** @type {HTMLElement|null} */
    null
  ), shown = state ? JSON.stringify([state.sizes, state.features, state.classes]) : "";
  A2(() => {
    if (!colours || !edges2.current || !units.current || !card.current) return;
    let palette = colours, pictures = createPictures(), box = card.current, picture = (
      /** @type {HTMLCanvasElement} */
      box.querySelector("canvas")
    ), layout = layOut([1], 1, 1, 1), shape = (
      /** @type {number[]} */
      []
    ), weights = (
      /** @type {Float32Array|null} */
      null
    ), maps = (
      /** @type {import("../types.js").View|null} */
      null
    ), focus = (
      /** @type {import("../draw/network.js").Focus} */
      null
    ), found = (
      /** @type {Found|null} */
      null
    ), at = { x: 0, y: 0 }, edgeWatch = watchSurface(edges2.current, () => reshape()), unitWatch = watchSurface(units.current, () => reshape()), pictureSize = () => {
      let { ratio } = unitWatch.surface, widest = Math.max(...layout.columns.slice(1, -1).map((c4) => c4.tile), 0);
      return layout.columns.length > 2 && widest * ratio <= SMALL_PICTURE && found?.kind !== "unit" ? SMALL_PICTURE : PICTURE;
    }, fits = () => weights && shape.length > 1 && offsets(shape).at(-1)?.biases === weights.length - (shape.at(-1) ?? 0), edgePace = store.frames.paced(() => fits() && drawEdges(
      edgeWatch.surface,
      layout,
      shape,
      /** @type {Float32Array} */
      weights,
      palette,
      focus,
      scope.lit.peek()
    ), { share: EDGES });
    function takePictures() {
      maps && pictures.take(maps.buffers[0], maps.json.size, layout.columns, found?.kind === "unit" ? layout.columns[found.layer].offset + found.unit : null, palette);
    }
    function paintUnits() {
      maps && drawUnits(unitWatch.surface, layout, shape, pictures, fits() ? weights : null, palette, focus, scope.lit.peek());
    }
    function nameEnds() {
      let s4 = store.state.peek(), last = layout.columns.length - 1, classes = s4?.classes.map((name) => name.length < 3 ? `class ${name}` : name) ?? [], outputs = classes.length === shape[last] ? classes : classes.slice(1, 2), named2 = [...label(layout.columns[0], s4?.features.map(pretty) ?? []), ...label(layout.columns[last], outputs)];
      names2.current?.replaceChildren(...named2);
    }
    function reshape() {
      let { width, height, ratio } = unitWatch.surface, sizes = store.state.peek()?.sizes ?? [];
      !width || sizes.length < 2 || (shape = sizes, found = focus = null, card.current?.setAttribute("hidden", ""), layout = layOut(shape, width, height, ratio), takePictures(), columnsAt(layout.columns.map((c4) => Math.round(c4.x))), nameEnds(), edgeWatch.surface.width && edgePace.now(), paintUnits(), store.frames.refresh());
    }
    let endWeights = store.frames.need("weights", () => edgePace.due() || !store.frames.running() ? {} : null, (view) => {
      weights = f32(view.buffers[0]), edgePace.ask(), found && found.kind !== "unit" && tell();
    }), endMaps = store.frames.need("neurons", () => ({ size: pictureSize(), plane: store.view.plane.peek() }), (view) => {
      maps = view, takePictures(), paintUnits(), found?.kind === "unit" && tell();
    });
    function tell() {
      let names3 = store.state.peek()?.features ?? [];
      if (box.hidden = !found || !fits(), !found || !weights || box.hidden) return;
      let { layer, unit } = found, last = shape.length - 1, who = (l4, j4) => l4 === 0 ? `input ${pretty(names3[j4] ?? String(j4 + 1))}` : l4 === last ? shape[l4] === 1 ? "output" : `output ${j4 + 1}` : `layer ${l4}, neuron ${j4 + 1}`, places = layer ? offsets(shape)[layer - 1] : null, lines = [];
      if (found.kind === "edge" && places)
        lines.push(["from", who(layer - 1, found.from)], ["to", who(layer, unit)]), lines.push(["weight", fixed(weights[places.weights + unit * shape[layer - 1] + found.from], 4)]), scope.open.peek() || lines.push(["", "Click to change it"]), lines.push(...gradients(layer, unit, found.from));
      else {
        lines.push(["", who(layer, unit)]), places && lines.push(["bias", fixed(weights[places.biases + unit], 4)]), found.kind === "bias" && !scope.open.peek() && lines.push(["", "Click to change it"]), found.kind === "bias" && lines.push(...gradients(layer, unit, -1));
        let scale = maps?.json.layers?.[layer]?.[unit];
        found.kind === "unit" && scale !== void 0 && lines.push(["colours", `−${short(scale)} to ${short(scale)}`]);
      }
      if (box.querySelector("dl").replaceChildren(
        ...lines.flatMap(([name, value]) => {
          let dt = document.createElement("dt"), dd = document.createElement("dd");
          return dt.textContent = name, dd.textContent = value, name ? [dt, dd] : [Object.assign(dd, { className: "whole" })];
        })
      ), picture.hidden = found.kind !== "unit", !picture.hidden) {
        let context = (
          /** @type {CanvasRenderingContext2D} */
          picture.getContext("2d")
        );
        context.clearRect(0, 0, picture.width, picture.height), pictures.draw(context, layout.columns[layer].offset + unit, 0, 0, picture.width);
      }
      let right = at.x + 18 + box.offsetWidth < layout.width;
      box.style.transform = `translate(${right ? at.x + 16 : Math.max(0, at.x - box.offsetWidth - 12)}px, ${Math.max(0, Math.min(layout.height - box.offsetHeight, at.y + 12))}px)`;
    }
    function gradients(layer, unit, source) {
      let chain = scope.open.peek() ? scope.chain.peek() : null;
      return !chain || chain.layer !== layer || chain.unit !== unit || (chain.source ?? -1) !== source ? [] : [["gradient", short(chain.total, 4)], ["difference", `${short(chain.numeric, 4)} ${chain.agrees ? "✓" : "✗"}`]];
    }
    function look() {
      if (!scope.open.peek()) return;
      let weight2 = found && found.kind !== "unit" ? { layer: found.layer, unit: found.unit, source: found.kind === "edge" ? found.from : -1 } : null;
      JSON.stringify(weight2) !== JSON.stringify(scope.pointed.peek()) && (scope.pointed.value = weight2);
    }
    let choose = () => {
      scope.open.peek() ? scope.pointed.peek() && (scope.chosen.value = scope.pointed.peek()) : edit();
    };
    function edit() {
      if (!found || found.kind === "unit" || !weights || !fits()) return;
      let { layer, unit } = found, source = found.kind === "edge" ? found.from + 1 : "bias", places = offsets(shape)[layer - 1], value = fixed(weights[found.kind === "edge" ? places.weights + unit * shape[layer - 1] + found.from : places.biases + unit], 4), entry = numberBox({
        label: found.kind === "edge" ? `Weight ${source} of neuron ${unit + 1} in layer ${layer}` : `Bias of neuron ${unit + 1} in layer ${layer}`,
        value,
        commit: (to) => store.act({ do: "set_weight", layer, unit: unit + 1, source, value: to }),
        closed: () => entry.remove()
      });
      entry.classList.add("in-diagram"), entry.style.left = `${Math.max(0, Math.min(layout.width - 96, at.x - 48))}px`, entry.style.top = `${Math.max(0, at.y - 34)}px`, box.parentElement?.append(entry), entry.select();
    }
    function point(next) {
      let wanted = next && next.kind !== "edge" ? next : null, changed = focus?.layer !== wanted?.layer || focus?.unit !== wanted?.unit;
      found = next, focus = wanted && { layer: wanted.layer, unit: wanted.unit }, changed && (takePictures(), edgePace.ask(), paintUnits()), look(), tell();
    }
    let moving = 0, move = (e4) => {
      at.x = e4.offsetX, at.y = e4.offsetY, moving ||= requestAnimationFrame(() => {
        moving = 0, point(hit(layout, at.x, at.y));
      });
    }, leave = () => {
      cancelAnimationFrame(moving), moving = 0, point(null);
    }, surface = units.current;
    surface.addEventListener("pointermove", move), surface.addEventListener("pointerdown", move), surface.addEventListener("pointerleave", leave), surface.addEventListener("click", choose);
    let endTravel = letSignalTravel(store);
    paint2.current = { shape: reshape };
    let endLight = x2(() => {
      let lit = scope.lit.value;
      (lit || !scope.open.value) && (edgePace.ask(), paintUnits());
      let column = layout.columns[lit?.units ?? lit?.edges ?? -1], scroller = surface.closest(".scroller");
      column && scroller && scroller.scrollTo({ left: column.x - scroller.clientWidth / 2 }), scope.chain.value && tell();
    });
    return () => {
      endWeights(), endMaps(), endLight(), endTravel(), edgePace.end(), edgeWatch.end(), unitWatch.end(), cancelAnimationFrame(moving), surface.removeEventListener("pointermove", move), surface.removeEventListener("pointerdown", move), surface.removeEventListener("pointerleave", leave), surface.removeEventListener("click", choose), paint2.current = null;
    };
  }, [colours, store]), A2(() => paint2.current?.shape(), [shown]);
  let alternative = useAlternative(() => {
    let s4 = store.state.peek();
    if (!s4) return "Network diagram";
    let hidden = s4.sizes.slice(1, -1).map((n4, i4) => `${n4} ${(s4.activations[i4] ?? "").replaceAll("_", " ")} neurons`);
    return `Network diagram: ${s4.sizes[0]} inputs (${s4.features.map(pretty).join(", ")}), ${hidden.length ? `hidden layers of ${hidden.join(" and ")}` : "no hidden layer"}, ${s4.sizes.at(-1)} ${s4.sizes.at(-1) === 1 ? "output" : "outputs"}. All weights stand in the tab Weights below, and can be changed there.`;
  });
  return m2`<div class="canvases" role="img" aria-label=${alternative}>
    <div ref=${names2} class="names"></div>
    <canvas ref=${edges2} class="edges"></canvas>
    <canvas ref=${units} class="units"></canvas>
    <div ref=${card} class="reading" hidden><canvas width="112" height="112"></canvas><dl></dl></div>
  </div>`;
}

// src/glassnet/web/static/src/components/settings.js
var STRIP = [
  { paths: ["training.optimizer"] },
  { paths: ["training.learning_rate"] },
  { label: "Batch", paths: ["training.batch_size"] },
  { paths: ["training.loss"] },
  { label: "Penalty", paths: ["training.l1", "training.l2"] },
  { label: "Start", paths: ["network.initializer"] }
];
function Bound({ fields }) {
  let store = useStore();
  return m2`${fields.map(
    (f4) => m2`<${FieldControl} key=${f4.path} field=${f4} value=${store.value(f4.path)} change=${(v4) => store.set(f4.path, v4)} hold=${(h5) => store.hold(f4.path, h5)} />`
  )}`;
}
function summary(fields, values) {
  return fields.length === 1 ? brief(fields[0], values[0]) : fields.flatMap((f4, i4) => values[i4] ? [`${f4.label.split(" ")[0]} ${short(values[i4], 2)}`] : []).join(" · ") || "none";
}
function Pill({ label: label2, fields }) {
  let store = useStore(), name = label2 ?? fields[0].label, values = fields.map((f4) => store.value(f4.path)), auto = fields[0].path === "training.loss" && values[0]?.kind === "auto" ? store.state.value?.loss : void 0, words2 = auto ? brief(fields[0], auto) : summary(fields, values);
  return m2`<${Popover} label=${name} title=${fields.map((f4) => f4.explain).join(" · ")} face=${m2`<span>${name}</span> <b>${words2}</b>`}>
    ${() => m2`<${Bound} fields=${fields} />`}
  <//>`;
}
function Settings() {
  let store = useStore(), schema = store.hello.value?.schema ?? [], hidden = store.view.hidden.value, strip = STRIP.map(({ label: label2, paths }) => ({ label: label2, fields: paths.flatMap((p5) => schema.filter((f4) => f4.path === p5 && !hidden.has(p5))) })).filter((s4) => s4.fields.length), taken2 = new Set(strip.flatMap((s4) => s4.fields.map((f4) => f4.path))), rest = schema.filter((f4) => /^(training|network)\./.test(f4.path) && !taken2.has(f4.path) && !hidden.has(f4.path) && hasControl(f4) && !schema.some((g5) => f4.path.startsWith(`${g5.path}.`)));
  return m2`<div class="strip" data-part="settings" role="group" aria-label="Training settings">
    ${strip.map((s4) => m2`<${Pill} key=${s4.fields[0].path} ...${s4} />`)}
    ${rest.length > 0 && m2`<${Popover} label="More" title=${rest.map((f4) => f4.label).join(", ")} face=${m2`<span>More</span><${Icon} name="more" />`}>${() => m2`<${Bound} fields=${rest} />`}<//>`}
  </div>`;
}

// src/glassnet/web/static/src/components/network-card.js
var PATH3 = "network.layers", MOST_LAYERS = 8, MOST_UNITS = 64, part = (field, name) => field?.fields?.find((f4) => key(f4) === name);
function Small({ icon, label: label2, hint = label2, action, disabled = !1 }) {
  return m2`<button type="button" class="small" aria-label=${label2} title=${hint} disabled=${disabled} onClick=${action}><${Icon} name=${icon} /></button>`;
}
function LayerControls({ index, layers, put }) {
  let store = useStore(), field = store.field(PATH3), layer = layers[index], name = `layer ${index + 1}`, most = part(field, "units")?.high ?? MOST_UNITS, change2 = (more) => put(layers.map((l4, i4) => i4 === index ? { ...l4, ...more } : l4)), activation = part(field, "activation"), kind = typeof layer.activation == "object" ? layer.activation?.kind : layer.activation, choices = (
    /** @type {import("../types.js").Choice[]} */
    (activation?.choices ?? []).filter((c4) => typeof c4 == "object")
  ), chosen2 = choices.find((c4) => c4.kind === kind), others = (field?.fields ?? []).filter((f4) => key(f4) !== "units");
  return m2`<div class="layer" data-part="network.layers" role="group" aria-label=${name}>
    <select aria-label=${`Activation of ${name}`} title=${chosen2 ? `${chosen2.label}: ${chosen2.explain}` : "Activation"} value=${kind}
      onChange=${(e4) => {
    let choice = choices.find((c4) => c4.kind === e4.target.value);
    change2({ activation: choice ? fresh(choice) : { kind: e4.target.value } });
  }}>
      ${choices.length ? choices.map((c4) => m2`<option key=${c4.kind} value=${c4.kind}>${c4.label}</option>`) : m2`<option value=${kind}>${kind}</option>`}
    </select>
    <div class="stepper">
      <${Small} icon="minus" label=${`Remove a neuron from ${name}`} disabled=${layer.units <= 1} action=${() => change2({ units: layer.units - 1 })} />
      <output aria-label=${`Neurons in ${name}`}>${layer.units}</output>
      <${Small} icon="plus" label=${`Add a neuron to ${name}`} disabled=${layer.units >= most} action=${() => change2({ units: layer.units + 1 })} />
      <${Popover} kind="small" label=${name} title=${`Settings of ${name}`} face=${m2`<${Icon} name="gear" /><span class="hidden-text">Settings of ${name}</span>`}>
        ${() => m2`<div class="panel-head"><h3>Layer ${index + 1}</h3><button type="button" class="text" onClick=${() => put(layers.filter((_6, i4) => i4 !== index))}><${Icon} name="close" /><span>Remove this layer</span></button></div>
          ${others.map((f4) => m2`<${FieldControl} key=${f4.path} field=${f4} path=${`${PATH3}.${key(f4)}`} value=${layer[key(f4)]} change=${(v4) => change2({ [key(f4)]: v4 })} hold=${(h5) => store.hold(PATH3, h5)} />`)}`}
      <//>
    </div>
  </div>`;
}
function outputOf({ loss: loss2, activations }) {
  return loss2 === "cross_entropy" ? "softmax" : loss2 === "binary_cross_entropy" ? "sigmoid" : (activations.at(-1) ?? "").replaceAll("_", " ");
}
function LayerCount({ layers, put }) {
  let store = useStore(), field = store.field(PATH3), most = field?.high ?? MOST_LAYERS, add = () => {
    let like = layers.at(-1) ?? field?.default?.at?.(-1) ?? { units: 4, activation: { kind: "tanh" } };
    put([...layers, { ...like }]);
  };
  return m2`<div class="stepper wide" data-part="network.layers" role="group" aria-label="Hidden layers">
    <${Small} icon="minus" label="Remove the last hidden layer" disabled=${!layers.length} action=${() => put(layers.slice(0, -1))} />
    <span>${layers.length} hidden ${layers.length === 1 ? "layer" : "layers"}</span>
    <${Small} icon="plus" label="Add a hidden layer" disabled=${layers.length >= most} action=${add} />
  </div>`;
}
function NetworkCard() {
  let store = useStore(), state = store.state.value, layers = (
    /** @type {Layer[]} */
    store.value(PATH3) ?? []
  ), [columns2, setColumns] = d2(
    /** @type {number[]} */
    []
  ), scroller = T2(
    /** @type {HTMLElement|null} */
    null
  ), [scrolls, setScrolls] = d2(!1), put = (next) => store.set(PATH3, next);
  if (A2(() => {
    let box = scroller.current;
    if (!box) return;
    let observer = new ResizeObserver(() => setScrolls(box.scrollWidth > box.clientWidth + 1));
    return observer.observe(box), box.firstElementChild && observer.observe(box.firstElementChild), () => observer.disconnect();
  }, []), !state) return null;
  let shape = state.sizes.join(" – ");
  return m2`<section class="card network" aria-labelledby="glassnet-network">
    <div class="card-line">
      <h2 id="glassnet-network">Network</h2>
      <${LayerCount} layers=${layers} put=${put} />
      <p class="shape" data-testid="shape">${shape} · ${count(state.parameters)} parameters</p>
    </div>
    <div class="scroller" ref=${scroller} tabindex=${scrolls ? 0 : void 0} role=${scrolls ? "group" : void 0} aria-label=${scrolls ? "Network diagram, scrolls sideways" : void 0}>
      <div class="diagram" style=${`--layers:${state.sizes.length - 2}`}>
        <div class="heads">
          ${columns2.map((x4, l4) => {
    let at = `left:${x4}px`;
    return l4 === 0 ? m2`<div class="head" key="in" style=${at}>inputs</div>` : l4 === columns2.length - 1 ? m2`<div class="head" key="out" style=${at}>output<small>${outputOf(state)}</small></div>` : layers[l4 - 1] && m2`<div class="head" key=${l4} style=${at}><${LayerControls} index=${l4 - 1} layers=${layers} put=${put} /></div>`;
  })}
        </div>
        <${Diagram} columnsAt=${setColumns} />
      </div>
    </div>
    <${Settings} />
  </section>`;
}

// src/glassnet/web/static/src/components/curves.js
var POINTS2 = 400, EVERY7 = 90, SPLITS = (
  /** @type {const} */
  ["train", "validation", "test"]
), OTHERS = (
  /** @type {const} */
  { gradient_norm: "gradient norm", penalty: "penalty" }
);
function unpack({ json, buffers }) {
  let column = (i4) => Array.from(f32(buffers[i4]), (v4) => Number.isFinite(v4) ? v4 : null);
  return { epoch: column(0), columns: new Map(json.names.map((name, i4) => [name, column(i4 + 1)])), score: json.score };
}
function makeChart2(element, palette, kind, onHover, log) {
  let font3 = "11px Inter, system-ui, sans-serif", axis = { stroke: palette.mute, font: font3, grid: { stroke: palette.line, width: 1 }, ticks: { show: !1 } }, strokes = { train: palette.ink, validation: palette.mute, test: palette.low };
  return new uPlot(
    {
      width: Math.max(120, element.clientWidth),
      height: element.clientHeight,
      padding: [6, 12, 0, 0],
      legend: { show: !1 },
      cursor: { y: !1, points: { size: 6 }, drag: { x: !1, y: !1 }, sync: { key: "glassnet-curves" } },
      scales: {
        x: { time: !1 },
        y: kind === "loss" ? { distr: log ? 3 : 1, range: log ? void 0 : (_6, low, high) => [Math.min(0, low ?? 0), high > 0 ? high * 1.05 : 1] } : { range: (_6, low, high) => [Math.min(low ?? 0, 0.5, 1) < 0 ? -0.2 : Math.min(0.4, low ?? 0.4), Math.max(1.02, high ?? 1)] }
      },
      axes: [
        { ...axis, size: 20, gap: 2, space: 60, values: (_6, ticks2) => ticks2.map((t6) => short(t6)) },
        { ...axis, size: 38, gap: 4, space: 26, values: (_6, ticks2) => ticks2.map((t6) => t6 === null ? "" : kind === "score" ? short(t6, 2) : short(t6, 2)) }
      ],
      series: [{}, ...SPLITS.map((s4) => ({ label: s4, stroke: strokes[s4], width: 1.8, dash: s4 === "validation" ? [4, 3] : void 0, points: { show: (u4) => u4.data[0].length === 1, size: 6 } }))],
      hooks: { setCursor: [(u4) => onHover(u4.cursor.idx ?? null)] }
    },
    [[], [], [], []],
    element
  );
}
function Curves() {
  let store = useStore(), palette = usePalette(), log = store.view.log, [lower, setLower] = d2("score"), lossBox = T2(
    /** @type {HTMLElement|null} */
    null
  ), scoreBox = T2(
    /** @type {HTMLElement|null} */
    null
  ), box = T2(
    /** @type {HTMLElement|null} */
    null
  ), latest = T2(
    /** @type {Curves|null} */
    null
  );
  A2(() => {
    if (!palette || !lossBox.current || !scoreBox.current) return;
    let view = (
      /** @type {import("../types.js").View|null} */
      null
    ), hovered = (
      /** @type {number|null} */
      null
    ), hover = (i4) => {
      hovered !== i4 && (hovered = i4, say());
    }, charts = (
      /** @type {const} */
      [
        ["loss", lossBox.current, makeChart2(lossBox.current, palette, "loss", hover, log.value)],
        ["score", scoreBox.current, makeChart2(scoreBox.current, palette, lower === "score" ? "score" : "loss", hover, !1)]
      ]
    );
    function say() {
      let curves = latest.current, out = box.current;
      if (!curves || !out) return;
      let i4 = hovered ?? curves.epoch.length - 1;
      for (
        let cell of
        /** @type {NodeListOf<HTMLElement>} */
        out.querySelectorAll("[data-cell]")
      ) {
        let name = cell.dataset.cell ?? "", value = curves.columns.get(name)?.[i4], words2 = name.endsWith("loss") ? loss(value) : name in OTHERS ? short(value, 3) : curves.score === "r2" ? short(value) : percent(value);
        cell.textContent !== words2 && (cell.textContent = words2);
      }
    }
    let pace = store.frames.paced(() => {
      if (!view) return;
      let curves = unpack(view);
      latest.current = curves;
      for (let [kind, , chart] of charts) {
        let other = kind === "score" && lower !== "score", none = curves.epoch.map(() => null), columns2 = other ? [curves.columns.get(lower) ?? none, none, none] : SPLITS.map((s4) => curves.columns.get(`${s4}_${kind}`) ?? none), drawn = kind === "loss" && log.peek() ? columns2.map((c4) => c4.map((v4) => v4 !== null && v4 > 0 ? v4 : null)) : columns2;
        chart.setData(
          /** @type {uPlot.AlignedData} */
          [curves.epoch, ...drawn]
        );
      }
      say();
    }, { least: EVERY7, share: 0.15 }), end = store.frames.need("curves", () => ({ points: POINTS2 }), (next) => {
      view = next, pace.ask();
    }), observer = new ResizeObserver(() => charts.forEach(([, element, chart]) => element.clientWidth && chart.setSize({ width: element.clientWidth, height: element.clientHeight })));
    return observer.observe(lossBox.current), () => {
      end(), pace.end(), observer.disconnect(), charts.forEach(([, , chart]) => chart.destroy());
    };
  }, [palette, store, log.value, lower]);
  let alternative = (kind) => () => {
    let curves = latest.current, n4 = curves?.epoch.length ?? 0;
    if (!curves || !n4) return `Curve of the ${kind}: nothing trained yet`;
    let said = SPLITS.flatMap((s4) => {
      let c4 = curves.columns.get(`${s4}_${kind}`), from = c4?.find((v4) => v4 !== null), to = c4?.findLast((v4) => v4 !== null);
      return from === void 0 || to === void 0 ? [] : [`${s4} from ${short(from)} to ${short(to)}`];
    });
    return `Curve of the ${kind === "loss" ? "loss" : curves.score === "r2" ? "R²" : "accuracy"} over ${short(curves.epoch.at(-1))} epochs: ${said.join(", ")}`;
  }, lossWords = useAlternative(alternative("loss")), scoreWords = useAlternative(alternative("score")), state = store.state.value, score2 = state?.task === "regression" ? "R²" : "accuracy", shown = SPLITS.filter((s4) => s4 === "train" || state?.counts[s4]), values = (kind) => m2`<dl class="values">
    ${shown.map((s4) => m2`<div key=${s4}><dt class=${`key ${s4}`}>${s4 === "validation" ? "valid." : s4}</dt><dd data-cell=${`${s4}_${kind}`}>–</dd></div>`)}
  </dl>`;
  return m2`<div class="curves" data-part="curves" ref=${box}>
    <div class="chart-line">
      <b>loss</b>
      ${values("loss")}
      <button type="button" class="toggle" aria-pressed=${log.value} title="Logarithmic axis: small losses in detail" onClick=${() => log.value = !log.value}>log</button>
    </div>
    <div class="chart" ref=${lossBox} role="img" aria-label=${lossWords}></div>
    <div class="chart-line">
      <select class="of-chart" aria-label="What the lower chart shows" value=${lower} onChange=${(e4) => setLower(e4.target.value)}>
        <option value="score" selected=${lower === "score"}>${score2}</option>
        ${Object.entries(OTHERS).map(([name, words2]) => m2`<option value=${name} selected=${name === lower}>${words2}</option>`)}
      </select>
      ${lower === "score" ? values("score") : m2`<dl class="values"><div><dt class="key train">now</dt><dd data-cell=${lower}>–</dd></div></dl>`}
    </div>
    <div class="chart low" ref=${scoreBox} role="img" aria-label=${scoreWords}></div>
  </div>`;
}

// src/glassnet/web/static/src/components/legend.js
function Marker({ label: label2 }) {
  let palette = usePalette(), draw = w2(
    () => palette && (({ context, width, height }) => {
      context.clearRect(0, 0, width, height), context.beginPath(), marker(context, label2, width / 2, height / 2, 4.6), context.fillStyle = palette.classes[label2 % palette.classes.length], context.fill();
    }),
    [palette, label2]
  );
  return m2`<${Still} draw=${draw} kind="marker" />`;
}
var TOOLS = [
  { name: "add", words: "Add", hint: "a click puts a point in" },
  { name: "draw", words: "Draw", hint: "draw points as with a brush" },
  { name: "erase", words: "Erase", hint: "rub points out" },
  { name: "move", words: "Move", hint: "take a point and put it somewhere else; it then belongs to the training set" },
  { name: "pick", words: "Pick", hint: "choose the example that the Microscope looks at" }
];
function Tools() {
  let store = useStore(), state = store.state.value, tool = store.view.tool, fits = (name) => name === "pick" ? store.view.scope.open.value : (state?.dims ?? 0) <= 2 || name === "erase", offered = TOOLS.filter((t6) => fits(t6.name));
  return m2`<div class="segments pointer-tools" role="group" aria-label="What the pointer does">
    ${offered.map(({ name, words: words2, hint }) => m2`<button key=${name} type="button" title=${`${words2}: ${hint}`} aria-label=${words2} aria-pressed=${tool.value === name} onClick=${() => tool.value = name}><${Icon} name=${name} /></button>`)}
  </div>`;
}
function Adding() {
  let store = useStore(), state = store.state.value;
  return !state || state.dims > 2 || !["add", "draw"].includes(store.view.tool.value) ? null : state.task === "classification" ? m2`<fieldset class="adding" title="A click on the plane adds a point of this class">
      <legend>of class</legend>
      ${state.classes.map(
    (name, i4) => m2`<label class="class-choice" key=${i4}>
          <input type="radio" name="glassnet-class" checked=${store.view.label.value === i4} onChange=${() => store.view.label.value = i4} />
          <span><${Marker} label=${i4} />${name}</span>
        </label>`
  )}
    </fieldset>` : state.dims === 1 ? null : m2`<label class="adding">of value
    <input type="number" step="any" class="number" value=${store.view.target.value} onChange=${(e4) => store.view.target.value = Number(e4.target.value) || 0} />
  </label>`;
}
function Toggle({ name, words: words2, hint }) {
  let store = useStore(), show = store.view.show;
  return m2`<button type="button" class=${`toggle ${name}`} aria-pressed=${show.value[name]} title=${hint} onClick=${() => show.value = { ...show.value, [name]: !show.value[name] }}>
    <i aria-hidden="true"></i>${words2}
  </button>`;
}
function Scale() {
  let store = useStore(), scale = store.view.scale.value;
  return scale ? m2`<div class="scale" role="img" aria-label=${`Colours from ${scale.low} to ${scale.high}`}><span>${scale.low}</span><i></i><span>${scale.high}</span></div>` : null;
}
function Scaled() {
  let [mean, spread] = useStore().state.value?.value_scale ?? [0, 1];
  return mean === 0 && spread === 1 ? null : m2`<p class="scaled">scaled: (value ${mean < 0 ? "+" : "−"} ${short(Math.abs(mean))}) / ${short(spread)}</p>`;
}
function Shading() {
  let store = useStore(), { shading } = store.view, state = store.state.value;
  return state?.task !== "classification" || state.dims === 1 ? null : m2`<label class="shading" data-part="shown" title="What the colours of the plane tell"><span class="hidden-text">colours</span>
    <select value=${shading.value} onChange=${(e4) => shading.value = e4.target.value}>
      ${["probability", "class", "confidence"].map((name) => m2`<option value=${name} selected=${name === shading.value}>${name}</option>`)}
    </select></label>`;
}
function Classes() {
  let state = useStore().state.value;
  return state?.task !== "classification" || state.dims <= 2 ? null : m2`<ul class="classes" aria-label="Classes">${state.classes.map((name, i4) => m2`<li key=${i4} title=${name}><${Marker} label=${i4} /><span>${name}</span></li>`)}</ul>`;
}
function Legend() {
  let store = useStore(), counts = store.state.value?.counts, { border: border2, relief } = store.view, classes = store.state.value?.task === "classification", dims = store.state.value?.dims ?? 2, plane = dims !== 1, many = dims > 2;
  return m2`<div class="legend">
    <div class="pointer-line" data-part="tools"><${Tools} /><${Adding} /></div>
    <${Classes} />
    <div class="toggles" data-part="shown" role="group" aria-label="Shown on the plane">
      <${Toggle} name="train" words="train" hint=${`Points it learns from (${short(counts?.train)}), filled`} />
      ${counts?.validation ? m2`<${Toggle} name="validation" words="valid." hint=${`Points for decisions (${counts.validation}), small rings`} />` : null}
      ${counts?.test ? m2`<${Toggle} name="test" words="test" hint=${`Points it never learns from (${counts.test}), rings`} />` : null}
      ${classes && plane && !many && m2`<${Toggle} name="wrong" words="wrong" hint="Cross out points in the wrong class, judged by the picture" />`}
      ${plane && m2`<button type="button" class="toggle border" aria-pressed=${border2.value} title=${classes ? "Draw the line on which the network cannot decide" : "Draw the level half-way between the ends of the scale"} onClick=${() => border2.value = !border2.value}><i aria-hidden="true"></i>line</button>`}
      ${plane && m2`<button type="button" class="toggle relief" aria-pressed=${relief.value} title="The surface in 3-D; drag to turn it" onClick=${() => relief.value = !relief.value}><i aria-hidden="true"></i>3-D</button>`}
    </div>
    <${Scale} />
    <${Scaled} />
  </div>`;
}

// src/glassnet/web/static/src/draw/border.js
function levelLine({ context, width, height }, bytes, size, level2) {
  let x4 = (column) => (column + 0.5) / size * width, y5 = (row) => (row + 0.5) / size * height;
  for (let row = 0; row + 1 < size; row++)
    for (let column = 0; column + 1 < size; column++) {
      let i4 = row * size + column, a4 = bytes[i4] - level2, b3 = bytes[i4 + 1] - level2, c4 = bytes[i4 + size + 1] - level2, d5 = bytes[i4 + size] - level2, crossings = [];
      a4 * b3 < 0 && crossings.push([x4(column + a4 / (a4 - b3)), y5(row)]), b3 * c4 < 0 && crossings.push([x4(column + 1), y5(row + b3 / (b3 - c4))]), c4 * d5 < 0 && crossings.push([x4(column + d5 / (d5 - c4)), y5(row + 1)]), d5 * a4 < 0 && crossings.push([x4(column), y5(row + a4 / (a4 - d5))]);
      for (let k4 = 0; k4 + 1 < crossings.length; k4 += 2)
        context.moveTo(...crossings[k4]), context.lineTo(...crossings[k4 + 1]);
    }
}
function edges({ context, width, height }, winner, size) {
  let w5 = width / size, h5 = height / size;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      let i4 = row * size + column;
      column + 1 < size && winner[i4] !== winner[i4 + 1] && (context.moveTo((column + 1) * w5, row * h5), context.lineTo((column + 1) * w5, (row + 1) * h5)), row + 1 < size && winner[i4] !== winner[i4 + size] && (context.moveTo(column * w5, (row + 1) * h5), context.lineTo((column + 1) * w5, (row + 1) * h5));
    }
}
function drawBorder(surface, { json, buffers }, palette) {
  let { context } = surface;
  context.beginPath(), json.mode === "classes" ? edges(surface, u8(buffers[0]), json.size) : levelLine(surface, u8(buffers[0]), json.size, 127.5), context.lineCap = "round", context.lineWidth = 4.5, context.strokeStyle = palette.card, context.stroke(), context.lineWidth = 2, context.strokeStyle = palette.ink, context.stroke();
}

// src/glassnet/web/static/src/draw/picking.js
var PARTS3 = (
  /** @type {const} */
  ["train", "validation", "test"]
);
function spans({ train, validation, test }) {
  let ends = [train, train + validation, train + validation + test];
  return PARTS3.map((part2, i4) => ({ part: part2, first: i4 ? ends[i4 - 1] : 0, end: ends[i4] }));
}
function place2(rows, row, [xmin, xmax, ymin, ymax], curve) {
  let y5 = rows[3 * row + (curve ? 2 : 1)];
  return [(rows[3 * row] - xmin) / (xmax - xmin), (ymax - y5) / (ymax - ymin)];
}
function nearest({ rows, counts }, domain, curve, u4, v4, show) {
  let best = (
    /** @type {Example|null} */
    null
  ), least = 1 / 0;
  for (let { part: part2, first, end } of spans(counts))
    if (show[part2])
      for (let row = first; row < end; row++) {
        let [x4, y5] = place2(rows, row, domain, curve), far = Math.hypot(x4 - u4, y5 - v4);
        far < least && (least = far, best = { part: part2, index: row - first });
      }
  return best;
}
function ringRound({ context, width, height }, { rows, counts }, domain, curve, { part: part2, index }, palette) {
  let span = spans(counts).find((s4) => s4.part === part2);
  if (!span || index < 0 || span.first + index >= span.end) return;
  let [u4, v4] = place2(rows, span.first + index, domain, curve);
  for (
    let [line, colour] of
    /** @type {[number, string][]} */
    [[6, palette.card], [2.5, palette.ink]]
  )
    context.beginPath(), context.arc(u4 * width, v4 * height, 10, 0, 2 * Math.PI), context.lineWidth = line, context.strokeStyle = colour, context.stroke();
}

// src/glassnet/web/static/src/draw/relief.js
var CELLS = 40, TILT = 0.5, HEIGHT3 = 0.42;
function drawRelief({ context, width, height }, { json, buffers }, palette, turn) {
  let size = json.size, several = json.mode === "classes", heights = u8(buffers[several ? 1 : 0]), winner = several ? u8(buffers[0]) : null, cos = Math.cos(turn), sin = Math.sin(turn), unit = width * 0.62, place4 = (i4) => Math.min(size - 1, Math.round(i4 / CELLS * (size - 1))), corners = [];
  for (let r4 = 0; r4 <= CELLS; r4++)
    for (let c4 = 0; c4 <= CELLS; c4++) {
      let x4 = c4 / CELLS - 0.5, y5 = r4 / CELLS - 0.5, z3 = heights[place4(r4) * size + place4(c4)] / 255 - 0.5, across = x4 * cos - y5 * sin, front = x4 * sin + y5 * cos;
      corners.push([width / 2 + across * unit, height * 0.56 + front * unit * TILT - z3 * unit * HEIGHT3, front]);
    }
  let cells = [];
  for (let r4 = 0; r4 < CELLS; r4++)
    for (let c4 = 0; c4 < CELLS; c4++) {
      let i4 = r4 * (CELLS + 1) + c4, four = [corners[i4], corners[i4 + 1], corners[i4 + CELLS + 2], corners[i4 + CELLS + 1]];
      cells.push({ four, front: (four[0][2] + four[2][2]) / 2, at: place4(r4 + 0.5) * size + place4(c4 + 0.5) });
    }
  cells.sort((a4, b3) => a4.front - b3.front), context.clearRect(0, 0, width, height), context.fillStyle = palette.card, context.fillRect(0, 0, width, height), context.lineWidth = 0.5, context.strokeStyle = palette.edge;
  for (let { four, at } of cells) {
    let pixel = winner ? palette.ramps[winner[at] % palette.ramps.length][heights[at]] : palette.diverging[heights[at]];
    context.fillStyle = `rgb(${pixel & 255} ${pixel >> 8 & 255} ${pixel >> 16 & 255})`, context.beginPath();
    for (let [x4, y5] of four) context.lineTo(x4, y5);
    context.closePath(), context.fill(), context.stroke();
  }
}

// src/glassnet/web/static/src/components/pointing.js
var named = (name) => name < 0 ? { own: -1 - name } : { row: name };
function createPointing(store, plane, showGhost) {
  let strokes = Math.floor(Math.random() * 1e6), stroke2 = 0, last = { u: -1, v: -1 }, trail = [], carried = null, waiting = !1, down = !1, at = (u4, v4) => {
    let [x0, x1, y0, y1] = (
      /** @type {Plane} */
      plane().domain
    ), digits2 = Math.max(0, 2 - Math.floor(Math.log10(Math.max(x1 - x0, y1 - y0) / 10)));
    return [Number((x0 + u4 * (x1 - x0)).toFixed(digits2)), Number((y1 - v4 * (y1 - y0)).toFixed(digits2))];
  }, drawable = () => (store.state.peek()?.dims ?? 0) <= 2;
  function fresh2(u4, v4) {
    let state = (
      /** @type {import("../types.js").State} */
      store.state.peek()
    ), [x4, y5] = at(u4, v4);
    return state.task === "classification" ? [x4, y5, store.view.label.peek()] : [x4, y5, state.dims === 1 ? y5 : store.view.target.peek()];
  }
  function near(u4, v4) {
    let now = plane();
    if (!now) return [];
    let [x0, x1, y0, y1] = now.domain, found = [];
    for (let i4 = 0; i4 < now.names.length; i4++) {
      let du = (now.rows[3 * i4] - x0) / (x1 - x0) - u4, dv = (y1 - now.rows[3 * i4 + 1]) / (y1 - y0) - v4, far = Math.hypot(du, dv);
      far <= 0.032 && found.push({ name: now.names[i4], far });
    }
    return found.sort((a4, b3) => a4.far - b3.far).map(({ name }) => name);
  }
  function rub() {
    if (waiting || !trail.length) return;
    let names2 = new Set(trail.flatMap(({ u: u4, v: v4 }) => near(u4, v4)));
    if (trail = [], !names2.size) return;
    waiting = !0;
    let rows = [...names2].filter((n4) => n4 >= 0), own = [...names2].filter((n4) => n4 < 0).map((n4) => -1 - n4);
    store.act({ do: "erase_points", rows, own, stroke: stroke2 });
  }
  function paint2(u4, v4) {
    Math.hypot(u4 - last.u, v4 - last.v) < 0.03 || (last = { u: u4, v: v4 }, store.act({ do: "add_points", points: [fresh2(u4, v4)], stroke: stroke2 }));
  }
  return {
    /** @param {number} u @param {number} v */
    press(u4, v4) {
      let tool = store.view.tool.peek();
      if (!(!plane() || tool !== "erase" && !drawable())) {
        if (down = !0, stroke2 = ++strokes, last = { u: -1, v: -1 }, tool === "draw") paint2(u4, v4);
        else if (tool === "erase")
          trail.push({ u: u4, v: v4 }), rub();
        else if (tool === "move") {
          let [name] = near(u4, v4);
          carried = name === void 0 ? null : named(name), carried && showGhost({ u: u4, v: v4 });
        }
      }
    },
    /** @param {number} u @param {number} v */
    drag(u4, v4) {
      if (!down) return;
      let tool = store.view.tool.peek();
      tool === "draw" ? paint2(u4, v4) : tool === "erase" ? (trail.push({ u: u4, v: v4 }), rub()) : carried && showGhost({ u: u4, v: v4 });
    },
    /** @param {number} u @param {number} v */
    release(u4, v4) {
      if (!down) return;
      if (down = !1, store.view.tool.peek() === "add") {
        let [x4, y5, label2] = fresh2(u4, v4);
        store.act({ do: "add_point", x: x4, y: y5, label: label2 });
      } else if (carried) {
        let [x4, y5] = at(u4, v4);
        store.act({ do: "move_point", x: x4, y: y5, ...carried });
      }
      carried = null, showGhost(null);
    },
    /** The stroke is broken off: nothing more comes of it. */
    cancel() {
      down = !1, carried = null, trail = [], showGhost(null);
    },
    /** Enter or the space bar where the cross-hair is. @param {number} u @param {number} v */
    enter(u4, v4) {
      down ? this.release(u4, v4) : (this.press(u4, v4), carried || this.release(u4, v4));
    },
    /** Other points have come from the server. */
    renewed() {
      waiting = !1, rub();
    },
    carrying: () => carried !== null
  };
}

// src/glassnet/web/static/src/components/plane.js
var SIZE2 = 100, COARSER = [[2e4, 50], [1e4, 64]], STEP3 = 0.05, ENTER = { add: "adds", draw: "adds", erase: "erases what is there", move: "picks a point up and puts it down", pick: "chooses the nearest example for the Microscope" };
function read({ json, buffers }, u4, v4, classes) {
  let size = json.size, column = Math.max(0, Math.min(size - 1, Math.floor(u4 * size))), at = Math.max(0, Math.min(size - 1, Math.floor(v4 * size))) * size + column;
  if (json.mode === "curve") {
    let values = f32(buffers[0]), y5 = values[Math.max(0, Math.min(values.length - 1, Math.round(u4 * (values.length - 1))))];
    return { label: 0, words: `network ${fixed(y5)}` };
  }
  if (json.mode === "classes") {
    let label2 = u8(buffers[0])[at], p5 = u8(buffers[1])[at] / 255;
    return { label: label2, words: `class ${classes[label2] ?? label2} ${Math.round(100 * p5)} %` };
  }
  let share3 = u8(buffers[0])[at] / 255;
  if (classes.length === 2) {
    let label2 = share3 > 0.5 ? 1 : 0;
    return { label: label2, words: `class ${classes[label2]} ${Math.round(100 * (label2 ? share3 : 1 - share3))} %` };
  }
  return { label: 0, words: `network ${short(json.low + share3 * (json.high - json.low))}` };
}
var domainOf = (view, state) => state.dims > 2 ? view?.json.domain ?? state.domain : state.domain;
function Plane() {
  let store = useStore(), colours = usePalette(), state = store.state.value, box = T2(
    /** @type {HTMLElement|null} */
    null
  ), field = T2(
    /** @type {HTMLCanvasElement|null} */
    null
  ), curve = T2(
    /** @type {HTMLCanvasElement|null} */
    null
  ), points2 = T2(
    /** @type {HTMLCanvasElement|null} */
    null
  ), cross = T2(
    /** @type {HTMLElement|null} */
    null
  ), reading = T2(
    /** @type {HTMLElement|null} */
    null
  ), redraw = T2(
    /** @type {(() => void)|null} */
    null
  ), say = T2(() => {
  }), place4 = T2({ u: 0.5, v: 0.5 }), ghost = T2(
    /** @type {HTMLElement|null} */
    null
  ), pointing = T2(
    /** @type {import("./pointing.js").Pointing|null} */
    null
  ), choose = T2(() => {
  }), { open, example } = store.view.scope, tool = store.view.tool.value, show = store.view.show.value, { shading, border: border2, relief } = store.view, turn = T2(0.6);
  A2(() => {
    if (!colours || !field.current || !curve.current || !points2.current) return;
    let palette = colours, surface = createField(field.current), lines = curve.current, view = (
      /** @type {View|null} */
      null
    ), rows = (
      /** @type {import("../draw/points.js").Points|null} */
      null
    ), revision = -1, laid = "", pointWatch = watchSurface(points2.current, () => paintPoints()), curveWatch = watchSurface(lines, () => paintSurface()), side = () => {
      let now = store.state.peek();
      return now?.running && COARSER.find(([parameters]) => now.parameters > parameters)?.[1] || SIZE2;
    };
    function paintSurface() {
      let now = store.state.peek();
      if (!view || !now) return;
      let { mode, size, domain } = view.json, shade = shading.peek(), decided = shade === "class";
      lines.hidden = mode !== "curve" && !relief.peek() && !border2.peek(), mode === "curve" ? (surface.blank(palette), curveWatch.surface.width && drawCurve(curveWatch.surface, view.buffers[0], domain, palette)) : relief.peek() ? (surface.blank(palette), curveWatch.surface.width && drawRelief(curveWatch.surface, view, palette, turn.current)) : shade === "confidence" && now.task === "classification" ? surface.confidence(view.buffers[view.buffers.length - 1], size, now.classes.length, palette) : mode === "classes" ? surface.classes(view.buffers[0], view.buffers[1], size, now.classes.length, palette, decided) : surface.diverging(view.buffers[0], size, palette, decided && now.task === "classification"), mode !== "curve" && !relief.peek() && border2.peek() && (curveWatch.surface.context.clearRect(0, 0, curveWatch.surface.width, curveWatch.surface.height), curveWatch.surface.width && drawBorder(curveWatch.surface, view, palette)), scale(view.json, now.classes);
    }
    function paintPoints() {
      let now = store.state.peek();
      if (!rows || !now || !pointWatch.surface.width) return;
      let domain = domainOf(view, now), shown = store.view.show.peek(), seen2 = view, wrong = shown.wrong && now.task === "classification" && seen2 ? (x4, y5, label2) => read(seen2, (x4 - domain[0]) / (domain[1] - domain[0]), (domain[3] - y5) / (domain[3] - domain[2]), now.classes).label !== label2 : null;
      drawPoints(pointWatch.surface, rows, {
        domain,
        classification: now.task === "classification",
        curve: now.dims === 1 && now.task === "regression",
        range: [view?.json.low ?? -1, view?.json.high ?? 1],
        palette,
        show: shown,
        wrong
      }), open.peek() && ringRound(pointWatch.surface, rows, domain, now.dims === 1 && now.task === "regression", example.peek(), palette);
    }
    function scale(json, classes) {
      let next = json.mode !== "diverging" || classes.length ? null : { low: short(json.low, 2), high: short(json.high, 2) }, before = store.view.scale.peek();
      (before?.low !== next?.low || before?.high !== next?.high) && (store.view.scale.value = next, classes.length || paintPoints());
    }
    let crosses = store.frames.paced(paintPoints, { least: 150, share: 0.2 }), endField = store.frames.need("boundary", () => ({ size: side(), plane: store.view.plane.peek() }), (next) => {
      view = next, paintSurface(), store.view.show.peek().wrong && crosses.ask(), tell();
    }), endPoints = store.frames.need(
      "points",
      () => store.state.peek()?.data_revision !== revision || store.view.plane.peek() !== laid ? { plane: store.view.plane.peek() } : null,
      (next) => {
        revision = store.state.peek()?.data_revision ?? -1, laid = /** @type {{plane?: string}} */
        (next.asked ?? {}).plane ?? "", rows = { rows: f32(next.buffers[0]), counts: next.json, names: f32(next.buffers[1]) }, paintPoints(), pointing.current?.renewed();
      }
    );
    function tell() {
      let now = store.state.peek(), out = reading.current;
      if (!out || !now || !view) return;
      if (!(box.current?.matches(":hover, :focus") ?? !1)) {
        out.textContent && (out.textContent = "");
        return;
      }
      let { u: u4, v: v4 } = place4.current, [x4, y5] = at(domainOf(view, now), u4, v4), [across, up] = view.json.axes ?? ["x", "y"];
      out.textContent = `${across} ${fixed(x4)}  ${up ?? "y"} ${fixed(y5)}  ${read(view, u4, v4, now.classes).words}`;
    }
    return pointing.current = createPointing(
      store,
      () => {
        let now = store.state.peek();
        return rows?.names && now ? { rows: rows.rows, names: rows.names, domain: domainOf(view, now) } : null;
      },
      (carried) => {
        ghost.current && (ghost.current.hidden = !carried, carried && (ghost.current.style.transform = `translate(${(carried.u * 100).toFixed(2)}cqw, ${(carried.v * 100).toFixed(2)}cqw)`));
      }
    ), choose.current = () => {
      let now = store.state.peek(), { u: u4, v: v4 } = place4.current, found = rows && now && nearest(rows, domainOf(view, now), now.dims === 1 && now.task === "regression", u4, v4, store.view.show.peek());
      found && (example.value = found);
    }, say.current = tell, redraw.current = () => {
      paintSurface(), paintPoints(), tell();
    }, () => {
      endField(), endPoints(), crosses.end(), pointWatch.end(), curveWatch.end();
    };
  }, [colours, store]), A2(() => redraw.current?.(), [show, shading.value, border2.value, relief.value, open.value, example.value, state?.domain.join(), state?.task, state?.dims]);
  let at = (domain, u4, v4) => [domain[0] + u4 * (domain[1] - domain[0]), domain[3] - v4 * (domain[3] - domain[2])];
  function mark() {
    let { u: u4, v: v4 } = place4.current;
    cross.current && (cross.current.style.transform = `translate(${(u4 * 100).toFixed(2)}cqw, ${(v4 * 100).toFixed(2)}cqw)`), say.current();
  }
  function locate(e4) {
    let rect2 = (
      /** @type {HTMLElement} */
      box.current.getBoundingClientRect()
    );
    place4.current = { u: Math.max(0, Math.min(1, (e4.clientX - rect2.left) / rect2.width)), v: Math.max(0, Math.min(1, (e4.clientY - rect2.top) / rect2.height)) }, mark();
  }
  function press(e4) {
    if (e4.button === 0) {
      if (locate(e4), tool === "pick") {
        choose.current();
        return;
      }
      box.current?.setPointerCapture(e4.pointerId), !relief.peek() && pointing.current?.press(place4.current.u, place4.current.v);
    }
  }
  function drag(e4) {
    if (locate(e4), relief.peek()) {
      if (!(e4.buttons & 1)) return;
      turn.current += e4.movementX / 90, redraw.current?.();
      return;
    }
    pointing.current?.drag(place4.current.u, place4.current.v);
  }
  function release(e4) {
    locate(e4), pointing.current?.release(place4.current.u, place4.current.v);
  }
  function key2(e4) {
    let way2 = (
      /** @type {Record<string, [number, number]>} */
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e4.key]
    );
    if (e4.key === "Enter" && tool === "pick") choose.current();
    else if (e4.key === "Enter" && !e4.repeat) pointing.current?.enter(place4.current.u, place4.current.v);
    else if (e4.key === "Escape" && pointing.current?.carrying()) pointing.current.cancel();
    else if (way2) {
      relief.peek() && (turn.current += 0.15 * way2[0]);
      let step = e4.shiftKey ? STEP3 / 5 : STEP3, keep2 = (t6) => Math.max(0, Math.min(1, t6));
      place4.current = { u: keep2(place4.current.u + way2[0] * step), v: keep2(place4.current.v + way2[1] * step) }, mark(), pointing.current?.carrying() && pointing.current.drag(place4.current.u, place4.current.v);
    } else return;
    e4.preventDefault(), redraw.current?.();
  }
  let alternative = useAlternative(() => {
    let s4 = store.state.peek(), status = store.numbers.peek().status;
    return s4 ? `The plane of the data with ${s4.task === "classification" ? `the regions of ${s4.classes.length} classes` : s4.dims === 1 ? "the learned curve" : "the learned surface"} and ${count(s4.counts.train + s4.counts.validation + s4.counts.test)} points. Train loss ${loss(status?.train?.loss)}, ${s4.task === "classification" ? "accuracy" : "R²"} ${score(status?.test ?? status?.validation ?? status?.train)}.` : "The plane of the data";
  }), what = state?.task === "classification" ? `a point of class ${state.classes[store.view.label.value] ?? ""}` : "a point";
  return m2`<div class="plane-box">
    <div ref=${box} class="plane" role="application" tabindex="0" data-tool=${tool} aria-label=${`Plane: arrow keys move the cross-hair, Enter ${ENTER[tool]}${tool === "add" || tool === "draw" ? ` ${what}` : ""}`}
      onPointerDown=${press} onPointerMove=${drag} onPointerUp=${release} onPointerCancel=${() => pointing.current?.cancel()} onPointerLeave=${() => say.current()} onKeyDown=${key2} onFocus=${mark} onBlur=${() => say.current()}>
      <div role="img" aria-label=${alternative}>
        <canvas ref=${field} class="field"></canvas>
        <canvas ref=${points2} class="over" hidden=${relief.value && state?.dims !== 1}></canvas>
        <canvas ref=${curve} class="over" hidden></canvas>
      </div>
      <div ref=${cross} class="cross" aria-hidden="true"></div>
      <div ref=${ghost} class="ghost" aria-hidden="true" hidden></div>
    </div>
    <output ref=${reading} class="plane-reading" aria-live="off"></output>
  </div>`;
}

// src/glassnet/web/static/src/components/result-card.js
function Tile({ name, id, read: read2, title }) {
  let store = useStore(), text = w2(() => O(() => read2(store.numbers.value.status)), [store, read2]);
  return m2`<div class="tile" title=${title}><dt>${name}</dt><dd data-testid=${id}>${text}</dd></div>`;
}
var trainLoss = (s4) => loss(s4?.train?.loss), testLoss = (s4) => loss((s4?.test ?? s4?.validation)?.loss), heldOut = (s4) => score(s4?.test ?? s4?.validation ?? s4?.train);
function Tiles() {
  let store = useStore(), state = store.state.value, words2 = state?.task === "regression" ? "R²" : "accuracy", split = state?.counts.test ? "test" : state?.counts.validation ? "validation" : "train";
  return m2`<dl class="tiles" data-part="numbers">
    <${Tile} name=${`${split} ${words2}`} id="score" read=${heldOut} title=${words2 === "R²" ? "Share of the variation that the network explains; 1 is perfect" : "Share of points put into their right class"} />
    <${Tile} name="train loss" id="train-loss" read=${trainLoss} title="What training makes small, on the points it learns from" />
    <${Tile} name=${`${split === "train" ? "test" : split} loss`} id="test-loss" read=${testLoss} title="The same on points it has not learned from" />
  </dl>`;
}
var reached = (epochs) => epochs < 100 ? (Math.floor(10 * epochs + 1e-6) / 10).toFixed(1) : count(Math.floor(epochs));
function TimeStrip() {
  let store = useStore(), text = (read2) => w2(() => O(() => read2(store.numbers.value)), [store]), step = text((n4) => count(n4.step)), epoch = text((n4) => reached(n4.status?.epochs ?? n4.epoch)), pace = text((n4) => store.running.value && n4.status?.steps_per_second ? count(n4.status.steps_per_second) : "–"), rate = text((n4) => short(n4.status?.learning_rate)), gradient = text((n4) => short(n4.status?.gradient_norm, 2));
  return m2`<dl class="time" data-part="time">
    <div><dt>step</dt><dd data-testid="step">${step}</dd></div>
    <div><dt>epoch</dt><dd>${epoch}</dd></div>
    <div><dt>steps/s</dt><dd>${pace}</dd></div>
    <div title="Learning rate of the last step"><dt>rate</dt><dd>${rate}</dd></div>
    <div title="Length of the gradient at the last step"><dt>gradient</dt><dd>${gradient}</dd></div>
  </dl>`;
}
function ResultCard() {
  return m2`<section class="card result" aria-labelledby="glassnet-result">
    <div class="result-line"><h2 id="glassnet-result">What it has learned</h2><${Shading} /></div>
    <${Plane} />
    <${Legend} />
    <${Tiles} />
    <${Curves} />
    <${TimeStrip} />
  </section>`;
}

// src/glassnet/web/static/src/components/tips.js
var PAUSE = 350;
function Tips() {
  let tip = T2(
    /** @type {HTMLElement|null} */
    null
  );
  return A2(() => {
    let box = (
      /** @type {HTMLElement} */
      tip.current
    ), root = (
      /** @type {HTMLElement} */
      box.closest(".glassnet")
    ), timer = 0, shown = null;
    function hide2() {
      clearTimeout(timer), box.hidden = !0, shown && (shown.element.title || (shown.element.title = shown.title), shown.element.getAttribute("aria-describedby") === box.id && shown.element.removeAttribute("aria-describedby"), shown = null);
    }
    function show(element) {
      let title = element.title;
      if (!title || !element.isConnected || element.getAttribute("aria-expanded") === "true") return;
      hide2(), shown = { element, title }, element.title = "", element.hasAttribute("aria-describedby") || element.setAttribute("aria-describedby", box.id), box.textContent = title, (element.closest("[popover]") ?? root.querySelector("main") ?? root).append(box), box.hidden = !1, box.style.left = box.style.top = "0";
      let at = element.getBoundingClientRect(), w5 = box.offsetWidth, h5 = box.offsetHeight, origin = box.getBoundingClientRect();
      box.style.left = `${Math.max(8, Math.min(at.left + at.width / 2 - w5 / 2, innerWidth - w5 - 8)) - origin.left}px`, box.style.top = `${(at.bottom + h5 + 14 > innerHeight ? at.top - h5 - 8 : at.bottom + 8) - origin.top}px`;
    }
    let target = (e4) => {
      let found = e4.target instanceof Element ? e4.target.closest("[title]") : null;
      return found instanceof HTMLElement && root.contains(found) ? found : null;
    }, over = (e4) => {
      if (e4.pointerType === "touch") return;
      let element = target(e4);
      element !== shown?.element && (hide2(), element && (timer = setTimeout(() => show(element), PAUSE)));
    }, focus = (e4) => {
      let element = target(e4);
      hide2(), element?.matches(":focus-visible") && (timer = setTimeout(() => show(element), PAUSE));
    }, key2 = (e4) => e4.key === "Escape" && hide2();
    return root.addEventListener("pointerover", over), root.addEventListener("focusin", focus), root.addEventListener("focusout", hide2), root.addEventListener("pointerdown", hide2), root.addEventListener("pointerleave", hide2), addEventListener("keydown", key2), addEventListener("scroll", hide2, !0), () => {
      hide2(), root.removeEventListener("pointerover", over), root.removeEventListener("focusin", focus), root.removeEventListener("focusout", hide2), root.removeEventListener("pointerdown", hide2), root.removeEventListener("pointerleave", hide2), removeEventListener("keydown", key2), removeEventListener("scroll", hide2, !0);
    };
  }, []), m2`<div ref=${tip} class="tip" id="glassnet-tip" role="tooltip" hidden></div>`;
}

// src/glassnet/web/static/src/components/app.js
function taken(e4) {
  let at = e4.target instanceof Element ? e4.target : null;
  return at?.closest("input[type=text], input[type=number], textarea, [contenteditable]") ? !0 : e4.key === " " && !!at?.closest("button, select, input, a, summary, [popover]");
}
function App({ store }) {
  let [theme, setTheme] = d2(firstTheme), [palette, setPalette] = d2(
    /** @type {import("../colours.js").Palette|null} */
    null
  ), root = T2(
    /** @type {HTMLElement|null} */
    null
  ), ready = store.ready.value, place4 = store.view.course.value;
  F2(() => {
    root.current && setPalette(readPalette(root.current, theme)), store.view.theme.value = theme;
  }, [theme]), F2(() => {
    if (!store.hide || !ready) return;
    let { hidden, unknown } = readHidden(store.hide, store.hello.peek()?.schema ?? [], TABS.map((t6) => t6.name));
    return unknown.length && store.report(`The address hides ${unknown.join(", ")}, which is no part of the page`), store.view.hidden.value = hidden, hide(hidden);
  }, [store, ready]), A2(() => {
    let key2 = (e4) => {
      if (store.view.course.peek() !== null || taken(e4) || e4.altKey || !root.current?.contains(
        /** @type {Node} */
        e4.target === document.body ? root.current : e4.target
      )) return;
      let command = e4.ctrlKey || e4.metaKey, state = store.state.peek();
      if (e4.key === " " && !command && !e4.repeat) store.act({ do: state?.running ? "pause" : "play" });
      else if (command && e4.key.toLowerCase() === "z") store.act({ do: e4.shiftKey ? "redo" : "undo" });
      else if (command && e4.key.toLowerCase() === "y") store.act({ do: "redo" });
      else return;
      e4.preventDefault();
    };
    return addEventListener("keydown", key2), () => removeEventListener("keydown", key2);
  }, [store]);
  let toggleTheme = () => {
    let next = theme === "dark" ? "light" : "dark";
    keepTheme(next), setTheme(next);
  }, bare = ["data", "features"].every((name) => store.view.hidden.value.has(name));
  return m2`<${StoreContext.Provider} value=${store}><${PaletteContext.Provider} value=${palette}>
    <div class="glassnet" ref=${root} data-theme=${theme} aria-busy=${!ready}>
      <${Header} toggleTheme=${toggleTheme} />
      ${store.course && place4 !== null ? m2`<${CoursePlace} home=${store.course} place=${place4} />` : m2`<main>
        <${Messages} doctor />
        <div class=${`bench ${bare ? "bare" : ""}`}>
          ${!bare && m2`<div class="left"><${DataCard} /><${FeaturesCard} /></div>`}
          <${NetworkCard} />
          <${ResultCard} />
        </div>
        <${Drawer} peeks />
        <${Tips} />
      </main>`}
    </div>
  <//><//>`;
}

// src/glassnet/web/static/src/playground.js
function render({ model: model2, el: el2, keep: keep2, course: course2 }) {
  let store = createStore(model2, keep2, course2);
  return Object.assign(el2, { glassnet: store.counters }), Q(m2`<${App} store=${store} />`, el2), store.open(), () => {
    store.close(), Q(
      /** @type {any} */
      null,
      el2
    );
  };
}
var playground_default = { render };

// src/glassnet/web/static/src/components/live.js
function Live({ store, kind }) {
  let [palette, setPalette] = d2(
    /** @type {import("../colours.js").Palette|null} */
    null
  ), theme = store.view.theme.value, root = T2(
    /** @type {HTMLElement|null} */
    null
  ), ready = store.ready.value, drawn = w2(() => O(() => store.numbers.value.status !== null), [store]).value;
  return F2(() => {
    root.current && setPalette(readPalette(root.current, theme));
  }, [theme]), A2(() => {
    let key2 = (e4) => {
      taken(e4) || e4.altKey || e4.ctrlKey || e4.metaKey || e4.key !== " " || e4.repeat || (store.act({ do: store.running.peek() ? "pause" : "play" }), e4.preventDefault(), e4.stopPropagation());
    }, box = root.current;
    return box?.addEventListener("keydown", key2), () => box?.removeEventListener("keydown", key2);
  }, [store]), m2`<${StoreContext.Provider} value=${store}><${PaletteContext.Provider} value=${palette}>
    <div class="live" ref=${root} aria-busy=${!ready || !drawn}>
      <div class="live-bar"><${Run} /></div>
      <${Messages} />
      ${kind === "Microscope" ? m2`<div class="live-scope"><${NetworkCard} /><section class="card drawer" aria-label="Microscope"><${Microscope} /></section></div>` : m2`<div class="bench"><details class="left"><summary>Data and inputs</summary><${DataCard} /><${FeaturesCard} /></details><${NetworkCard} /><${ResultCard} /></div>`}
      <${Tips} />
    </div>
  <//><//>`;
}

// src/glassnet/web/static/src/live.js
function settle(store, { example }) {
  example !== void 0 && (store.view.scope.example.value = { part: "train", index: example === "batch" ? -1 : example });
}
function renderLive({ model: model2, el: el2, kind, link, settings, theme }) {
  let store = createStore(model2, { recall: () => ({ session: null, link }), remember() {
  } }), endTheme = theme.subscribe((now) => store.view.theme.value = now);
  return kind === "Microscope" && (store.view.tab.value = "microscope"), settle(store, settings), Q(m2`<${Live} store=${store} kind=${kind} />`, el2), store.open(), () => {
    endTheme(), store.close(), Q(
      /** @type {any} */
      null,
      el2
    );
  };
}

// src/glassnet/web/static/src/ws-model.js
var FIRST_PAUSE = 250, LONGEST_PAUSE = 5e3;
async function refused() {
  try {
    return (await fetch(location.pathname, { method: "HEAD", cache: "no-store" })).status === 403;
  } catch {
    return !1;
  }
}
var WsModel = class {
  /** @type {Map<string, Set<(...args: any[]) => void>>} */
  #listeners = /* @__PURE__ */ new Map();
  /** @type {WebSocket|null} */
  #socket = null;
  #pause = FIRST_PAUSE;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer = void 0;
  #url;
  /** @param {string} url */
  constructor(url) {
    this.#url = url, addEventListener("online", this.#soon), document.addEventListener("visibilitychange", this.#soon), this.#connect();
  }
  /**
   * @param {{kind: string, data?: unknown}} content
   * @param {unknown} [_callbacks]
   * @param {ArrayBufferView[]} [buffers]
   */
  send(content, _callbacks, buffers = []) {
    this.#socket?.readyState === WebSocket.OPEN && this.#socket.send(encode(content.kind, content.data ?? {}, buffers));
  }
  /** @param {string} name @param {(...args: any[]) => void} callback */
  on(name, callback) {
    let set = this.#listeners.get(name) ?? /* @__PURE__ */ new Set();
    this.#listeners.set(name, set.add(callback)), name === "msg:custom" && this.#socket?.readyState === WebSocket.OPEN && queueMicrotask(() => callback({ kind: "connection", data: { up: !0 } }, []));
  }
  /** @param {string} name @param {(...args: any[]) => void} callback */
  off(name, callback) {
    this.#listeners.get(name)?.delete(callback);
  }
  /** Close for good. */
  close() {
    removeEventListener("online", this.#soon), document.removeEventListener("visibilitychange", this.#soon), clearTimeout(this.#timer);
    let socket = this.#socket;
    this.#socket = null, socket?.close();
  }
  /** @param {any} content @param {DataView[]} buffers */
  #emit(content, buffers) {
    for (let callback of [...this.#listeners.get("msg:custom") ?? []]) callback(content, buffers);
  }
  #connect() {
    let socket = new WebSocket(this.#url);
    socket.binaryType = "arraybuffer", this.#socket = socket;
    let opened = !1;
    socket.addEventListener("open", () => {
      opened = !0, this.#pause = FIRST_PAUSE, this.#emit({ kind: "connection", data: { up: !0 } }, []);
    }), socket.addEventListener("message", ({ data }) => {
      let { buffers, ...content } = decode(data);
      this.#emit(content, buffers);
    }), socket.addEventListener("close", async () => {
      if (this.#socket !== socket) return;
      let shut = !opened && await refused();
      this.#socket === socket && (this.#emit({ kind: "connection", data: { up: !1, refused: shut } }, []), this.#timer = setTimeout(() => this.#connect(), this.#pause * (0.75 + Math.random() / 2)), this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 1.7));
    });
  }
  /** A waiting retry happens at once when the network or the reader comes back. */
  #soon = () => {
    document.hidden || this.#socket?.readyState !== WebSocket.CLOSED || (clearTimeout(this.#timer), this.#connect());
  };
};

// src/glassnet/web/static/src/page.js
var KEY2 = "glassnet-session";
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY2) ?? "null");
  } catch {
    return null;
  }
}
var hash = () => location.hash.slice(1) || null, keep = {
  /** A link that is not the kept session's own asks for another experiment, so for a new session. */
  recall() {
    let before = kept(), link = hash();
    return { session: before && (link === null || link === before.link) ? before.session : null, link };
  },
  remember(session, link) {
    hash() !== link && history.replaceState(null, "", `${location.pathname}${location.search}#${link}`);
    try {
      sessionStorage.setItem(KEY2, JSON.stringify({ session, link: hash() }));
    } catch {
    }
  },
  hide: new URLSearchParams(location.search).get("hide") ?? "",
  reload: () => location.reload(),
  listen(load) {
    let change2 = () => {
      let link = hash();
      link && link !== kept()?.link && load(link);
    };
    return addEventListener("hashchange", change2), () => removeEventListener("hashchange", change2);
  }
};
async function font2() {
  let link = (
    /** @type {HTMLLinkElement|null} */
    document.querySelector("link[as=font]")
  );
  if (!link) return;
  let face = new FontFace("Inter", `url(${link.href})`, { weight: "100 900", display: "swap" });
  document.fonts.add(face), await Promise.race([face.load().catch(() => null), new Promise((resolve) => setTimeout(resolve, 300))]);
}
var scheme = location.protocol === "https:" ? "wss" : "ws", model = new WsModel(`${scheme}://${location.host}/ws`), el = (
  /** @type {HTMLElement} */
  document.getElementById("glassnet")
);
await font2();
var PLACE = "course", place3 = () => new URLSearchParams(location.search).get(PLACE), course = {
  script: el.dataset.course ?? "",
  editor: el.dataset.editor ?? "",
  style: el.dataset.style ?? "",
  place: place3(),
  remember(now) {
    if (now === place3()) return;
    let search = new URLSearchParams(location.search);
    now === null ? search.delete(PLACE) : search.set(PLACE, now), history.pushState(null, "", `${location.pathname}${search.size ? `?${search}` : ""}${location.hash}`);
  },
  listen(change2) {
    let moved2 = () => change2(place3());
    return addEventListener("popstate", moved2), () => removeEventListener("popstate", moved2);
  },
  live(box, { component, link, settings }, theme) {
    let own = new WsModel(`${scheme}://${location.host}/ws`), end = renderLive({ model: own, el: box, kind: component, link, settings, theme });
    return () => {
      end(), own.close();
    };
  }
};
playground_default.render({ model, el, keep, course });
