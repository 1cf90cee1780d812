using System.Collections.Immutable;
using DkNN.Data;

namespace DkNN.Experiments;

/// <summary>Images to evaluate, and all that determines them.</summary>
/// <param name="Dataset">Name of the data set that they are from.</param>
/// <param name="Epsilon">Budget of the attack; 0 for images as they are.</param>
/// <param name="Role">What they are in the experiment.</param>
/// <param name="Key">All that determines the images and their labels.</param>
/// <param name="Source">The images' own set, which knows their labels.</param>
/// <param name="Ids">Positions in that set.</param>
/// <param name="Images">The images, given start and count among the ids.</param>
internal sealed record EvaluationSubject(
    string Dataset, double Epsilon, SubjectRole Role, ArtefactKey Key, ImageSet Source, ImmutableArray<int> Ids, ImageBatches Images)
{
    /// <summary>Their name, after that of a stage.</summary>
    public string Name => Role switch
    {
        SubjectRole.Foreign => Dataset,
        SubjectRole.Calibration => "calibration",
        _ => FormattableString.Invariant($"{Epsilon}"),
    };

    /// <summary>What is done with them, for a person.</summary>
    public string Title =>
        Role == SubjectRole.Foreign ? $"Evaluating {Dataset}"
        : Role == SubjectRole.Calibration ? "Calibrating"
        : Epsilon == 0 ? "Evaluating clean images"
        : FormattableString.Invariant($"Evaluating, ε = {Epsilon}");

    /// <summary>Images of a data set as they are.</summary>
    /// <param name="data">The data set, whose test images are meant.</param>
    /// <param name="ids">Positions among them.</param>
    /// <param name="images">The images, given start and count among the ids.</param>
    /// <param name="role">What they are in the experiment.</param>
    public static EvaluationSubject Of(DataSet data, ImmutableArray<int> ids, ImageBatches images, SubjectRole role) => new(
        data.Name,
        0,
        role,
        ArtefactKey.Of("images").With("images", data.Test.Fingerprint).With("ids", ids),
        data.Test,
        ids,
        images);
}
