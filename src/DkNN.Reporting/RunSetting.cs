namespace DkNN.Reporting;

/// <summary>One thing that a run was asked for or was made of, in words.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">What it was.</param>
internal readonly record struct RunSetting(string Name, string Value);
