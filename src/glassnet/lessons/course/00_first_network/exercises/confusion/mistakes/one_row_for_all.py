# expect: one_row_for_all
def confusion(true, said, classes):
    matrix = [[0] * classes] * classes
    for t, s in zip(true, said):
        matrix[t][s] += 1
    return matrix
