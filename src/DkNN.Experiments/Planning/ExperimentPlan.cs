using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using DkNN.Data;
using DkNN.Torch;

namespace DkNN.Experiments;

/// <summary>An experiment with every name resolved and every option checked: what can be refused was refused before any work.</summary>
/// <param name="Options">What was asked.</param>
/// <param name="Data">The data set.</param>
/// <param name="Split">Which test images calibrate and which are evaluated.</param>
/// <param name="Architecture">The architecture.</param>
/// <param name="ArchitectureContent">SHA-256 of the architecture plugin's DLL.</param>
/// <param name="Selection">The layers whose neighbours vote.</param>
/// <param name="Index">The index asked for, which may be <c>auto</c>.</param>
/// <param name="Indexes">The index of every selected layer.</param>
/// <param name="TargetRecall">Recall that efforts are tuned to; null leaves them as the options say.</param>
/// <param name="Attack">The attack, with its options fixed.</param>
/// <param name="AttackContent">SHA-256 of the attack plugin's DLL.</param>
/// <param name="Goal">What the attack is to reach.</param>
/// <param name="Scores">What tells trusted images from others; empty for none.</param>
/// <param name="OutOfDistribution">The out-of-distribution data set, or null.</param>
/// <param name="ForeignIds">Which of its test images are evaluated.</param>
/// <param name="Plugins">The plugins used, for the results.</param>
public sealed record ExperimentPlan(
    ExperimentOptions Options,
    DataSet Data,
    CalibrationSplit Split,
    ArchitecturePlugin Architecture,
    string ArchitectureContent,
    LayerSelection Selection,
    PluginSettings Index,
    ImmutableArray<LayerIndexChoice> Indexes,
    double? TargetRecall,
    ConfiguredAttack Attack,
    string AttackContent,
    AttackGoal Goal,
    ImmutableArray<ScoreChoice> Scores,
    DataSet? OutOfDistribution,
    ImmutableArray<int> ForeignIds,
    IReadOnlyList<PluginVersion> Plugins)
{
    /// <summary>What was asked beyond names and sizes, for the results.</summary>
    internal RunAsked Asked => new(
        Options.CommandLine,
        Selection.Info.Name,
        Options.Target.ToLowerInvariant(),
        new TrainingResult(Options.Training.Epochs, Options.Training.BatchSize, Options.Training.LearningRate),
        new PictureResult(Options.Pictures.Gray, Options.Pictures.Resize?.ToString(), Options.Pictures.Invert),
        Options.Limit)
    {
        AttackLabel = Options.AttackLabel.ToString().ToLowerInvariant(),
        PixelRange = Options.PixelRange.ToString(),
    };

    /// <summary>What the experiment is made of, by content.</summary>
    internal RunFingerprints Fingerprints => new(
        Architecture.Architecture.Fingerprint,
        Data.Train.Fingerprint,
        Data.Test.Fingerprint,
        Hash(Split.Calibration),
        Hash(Split.Test),
        OutOfDistribution?.Test.Fingerprint,
        OutOfDistribution is null ? null : Hash(ForeignIds));

    private static string Hash(ImmutableArray<int> ids)
    {
        byte[] bytes = new byte[ids.Length * sizeof(int)];
        for (int i = 0; i < ids.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), ids[i]);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
