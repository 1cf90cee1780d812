namespace DkNN;

/// <summary>What a score reads of images, beside what the network answers. Only what some score asks for is computed and kept.</summary>
[Flags]
public enum ScoreNeeds
{
    /// <summary>The network's answer and its logits, which are always there.</summary>
    None = 0,

    /// <summary>
    /// What the network's last dense layer reads, and that layer's weights. Where a network does not end in one, the score is left out.
    /// </summary>
    Features = 1,

    /// <summary>The nearest training images at every selected layer.</summary>
    Neighbors = 2,

    /// <summary>DkNN's nonconformity and p-values, which the neighbours' votes give.</summary>
    PValues = 4,
}
