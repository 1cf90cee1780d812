namespace DkNN;

/// <summary>What a layer computes. Selections choose layers by kind.</summary>
public enum LayerKind
{
    /// <summary>Two-dimensional convolution.</summary>
    Conv2d,

    /// <summary>Largest value of each window.</summary>
    MaxPool2d,

    /// <summary>Mean of each window.</summary>
    AvgPool2d,

    /// <summary>Batch normalisation, per channel of an image or per neuron of a row.</summary>
    BatchNorm,

    /// <summary>Random zeroing in training, identity in evaluation.</summary>
    Dropout,

    /// <summary>C×H×W to one row of C·H·W neurons.</summary>
    Flatten,

    /// <summary>Fully connected layer.</summary>
    Dense,

    /// <summary>An activation function standing alone.</summary>
    Activation,

    /// <summary>Layer normalisation, over all values of one image.</summary>
    LayerNorm,

    /// <summary>Mean of each channel.</summary>
    GlobalAvgPool2d,

    /// <summary>Largest value of each channel.</summary>
    GlobalMaxPool2d,

    /// <summary>Sum of several outputs.</summary>
    Add,

    /// <summary>Several outputs one after another.</summary>
    Concatenate,

    /// <summary>A known mean taken away and a known deviation divided by, per channel of an image or per neuron of a row.</summary>
    Normalize,
}
