using System.Collections.Immutable;
using DkNN.Data;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>Images to evaluate, and all that determines them.</summary>
/// <param name="Name">For a person: "Evaluating, ε = 0.1".</param>
/// <param name="Stage">Name of the stage in the results.</param>
/// <param name="Key">All that determines the images and their labels.</param>
/// <param name="Epsilon">Budget of the attack; 0 for images as they are.</param>
/// <param name="Source">The images' own set, which knows their labels.</param>
/// <param name="Ids">Positions in that set.</param>
/// <param name="Images">The images, float32 in [0, 1], given start and count among the ids.</param>
/// <param name="Logits">What the network says of a batch, images × classes, given its first image.</param>
/// <param name="Perturbation">How far an attack moved them.</param>
internal sealed record EvaluationSubject(
    string Name,
    string Stage,
    ArtefactKey Key,
    double Epsilon,
    ImageSet Source,
    ImmutableArray<int> Ids,
    Func<int, int, Tensor> Images,
    Func<int, Tensor> Logits,
    PerturbationResult Perturbation);
