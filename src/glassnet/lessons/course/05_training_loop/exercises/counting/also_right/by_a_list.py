def counting():
    batches = [range(600)[first : first + 32] for first in range(0, 600, 32)]
    return {
        "steps per epoch": len(batches),
        "examples in the last batch": len(batches[-1]),
        "steps in all": len(batches * 20),
        "times each example is used": 20.0,
        "steps with the full batch": 20,
        "batch size for 12,000 steps": 600 * 20 / 12000,
    }
