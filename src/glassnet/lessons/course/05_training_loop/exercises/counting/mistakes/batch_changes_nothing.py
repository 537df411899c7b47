# expect: batch_changes_nothing
def counting():
    return {
        # 600 examples, batches of 32, 20 epochs: how many steps are in an epoch?
        "steps per epoch": 19,
        # how many examples does the last batch of an epoch have?
        "examples in the last batch": 24,
        # how many steps are in the whole training?
        "steps in all": 380,
        # how many times is each example used?
        "times each example is used": 20,
        # the same training with the full batch: how many steps are in all?
        "steps with the full batch": 380,
        # which batch size gives 12,000 steps in 20 epochs?
        "batch size for 12,000 steps": 1,
    }
