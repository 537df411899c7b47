def settings():
    return dict(optimizer="sgd", learning_rate=1, batch_size=10)
