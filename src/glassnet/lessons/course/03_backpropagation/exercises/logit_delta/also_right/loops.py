from math import exp


def logit_delta(kind, z, targets):
    rows = []
    for z_row, t_row in zip(z, targets):
        if kind == "sigmoid+bce":
            out = [1 / (1 + exp(-v)) for v in z_row]
            count = len(z) * len(z_row)
        else:
            top = max(z_row)
            e = [exp(v - top) for v in z_row]
            out = [v / sum(e) for v in e]
            count = len(z)
        rows.append([(o - t) / count for o, t in zip(out, t_row)])
    return rows
