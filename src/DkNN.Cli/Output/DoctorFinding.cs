namespace DkNN.Cli;

/// <summary>One thing that the doctor looked at.</summary>
/// <param name="What">In a word: program, system, processor, memory, torch, plugins, data, cache or fonts.</param>
/// <param name="Found">What was found, in a line.</param>
/// <param name="IsWell">Whether a run can do with it.</param>
internal sealed record DoctorFinding(string What, string Found, bool IsWell = true);
