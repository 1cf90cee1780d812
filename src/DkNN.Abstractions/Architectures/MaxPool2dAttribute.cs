namespace DkNN;

/// <summary>The largest value of each window; what padding adds is never the largest.</summary>
/// <param name="size">Height and width of the window, at least 1.</param>
public sealed class MaxPool2dAttribute(int size) : PoolingAttribute(size);
