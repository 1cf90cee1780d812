using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>
/// One step of the pipeline: what determines its artefacts, how they are made, and how they are opened. A stage changes nothing else and
/// keeps nothing, so that <see cref="StageRunner"/> decides whether it has to work at all.
/// </summary>
/// <typeparam name="TResult">What the artefacts hold, opened.</typeparam>
internal interface IStage<out TResult>
{
    /// <summary>Name of the stage in the results.</summary>
    string Name { get; }

    /// <summary>All that determines each of its artefacts.</summary>
    ImmutableArray<ArtefactKey> Keys { get; }

    /// <summary>Makes the artefacts that are missing.</summary>
    /// <param name="work">Where to write them.</param>
    void Make(StageWork work);

    /// <summary>Opens the artefacts.</summary>
    /// <param name="artefacts">One for every key.</param>
    TResult Load(ImmutableArray<Artefact> artefacts);
}
