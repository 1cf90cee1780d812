namespace DkNN.Experiments;

/// <summary>What a run was asked for, beyond what the results name in other places.</summary>
/// <param name="CommandLine">The command, quoted so that it can be pasted into a shell; null where a program asked.</param>
/// <param name="Selection">Name of the selection of layers.</param>
/// <param name="Target">What the attack was to reach: "untargeted", "next", "least-likely" or a class number.</param>
/// <param name="Training">How the network was trained.</param>
/// <param name="Pictures">What was changed of the images as they were read.</param>
/// <param name="Limit">Most test images evaluated at every ε, and most foreign ones; null for all.</param>
public sealed record RunAsked(
    string? CommandLine, string Selection, string Target, TrainingResult Training, PictureResult Pictures, int? Limit)
{
    /// <summary>The class that the attack started from: "true", or "own" for the network's own answer; null in files from before there was a choice.</summary>
    public string? AttackLabel { get; init; }

    /// <summary>Both ends of the range that attacked pixels stay in, such as "-1,1"; null in files from before there was a choice.</summary>
    public string? PixelRange { get; init; }
}
