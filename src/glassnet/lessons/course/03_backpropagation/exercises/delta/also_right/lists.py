from math import exp


def delta(z, targets):
    rows = []
    terms = len(z) * len(z[0])
    for z_row, t_row in zip(z, targets):
        a_row = [1 / (1 + exp(-v)) for v in z_row]
        rows.append([2 * (a - t) * a * (1 - a) / terms for a, t in zip(a_row, t_row)])
    return rows
