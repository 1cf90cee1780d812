using System.Collections.Immutable;
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
    DataSet? OutOfDistribution,
    ImmutableArray<int> ForeignIds,
    IReadOnlyList<PluginVersion> Plugins);
