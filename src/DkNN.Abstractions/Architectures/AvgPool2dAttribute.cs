namespace DkNN;

/// <summary>The mean of each window; padding adds zeros, which count.</summary>
/// <param name="size">Height and width of the window, at least 1.</param>
public sealed class AvgPool2dAttribute(int size) : PoolingAttribute(size);
