from math import exp, log


def cross_entropy(logits, labels):
    total = 0.0
    for row, label in zip(logits, labels):
        top = max(row)
        total += log(sum(exp(z - top) for z in row)) + top - row[label]
    return total / len(labels)
