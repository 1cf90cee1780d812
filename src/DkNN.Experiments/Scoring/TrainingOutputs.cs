using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>What the network says of the training images, on disk.</summary>
/// <param name="artefact">Where it stands.</param>
internal sealed class TrainingOutputs(Artefact artefact)
{
    public const string LogitsFile = "logits.bin";
    public const string FeaturesFile = "features.bin";

    /// <summary>All that determines it.</summary>
    public ArtefactKey Key => artefact.Key;

    /// <summary>training images × classes; the caller's.</summary>
    public RowMatrix Logits() => RowFile.Open(artefact.File(LogitsFile));

    /// <summary>training images × features; the caller's. Null where the network does not end in a dense layer.</summary>
    public RowMatrix? Features() => artefact.Has(FeaturesFile) ? RowFile.Open(artefact.File(FeaturesFile)) : null;
}
