namespace DkNN.Model;

/// <summary>The program that made a run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
public sealed record ProgramVersion(string Name, string Version);
