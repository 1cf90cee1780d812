namespace DkNN.Model;

/// <summary>An image that waits for its answer. The pixels are a copy: who cancels may reuse or free the memory at once.</summary>
internal sealed class PendingImage(ReadOnlyMemory<byte> pixels)
{
    private readonly TaskCompletionSource<DkNNPrediction> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public byte[] Pixels { get; } = pixels.ToArray();

    public Task<DkNNPrediction> Answer => _answer.Task;

    public void Cancel(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);

    public void Complete(DkNNPrediction answer) => _answer.TrySetResult(answer);

    public void Fail(Exception problem) => _answer.TrySetException(problem);
}
