namespace DkNN.Experiments;

/// <summary>One stage of the pipeline.</summary>
/// <param name="Name">Name of the stage.</param>
/// <param name="Seconds">Seconds it took in this run.</param>
/// <param name="Cached">Whether its artefact came from the cache.</param>
public sealed record StageResult(string Name, double Seconds, bool Cached);
