using DkNN.Data;
using DkNN.Torch;

namespace DkNN.Experiments;

/// <summary>An experiment with every name resolved and every option checked: what can be refused was refused before any work.</summary>
/// <param name="Options">What was asked.</param>
/// <param name="Data">The data set.</param>
/// <param name="Split">Which test images calibrate and which are evaluated.</param>
/// <param name="Architecture">The architecture.</param>
/// <param name="Selection">The layers whose neighbours vote.</param>
/// <param name="Index">The index, with its options fixed.</param>
/// <param name="IndexContent">SHA-256 of the index plugin's DLL, so that a new build of it makes new indexes.</param>
/// <param name="Attack">The attack, with its options fixed.</param>
/// <param name="AttackContent">SHA-256 of the attack plugin's DLL.</param>
/// <param name="Goal">What the attack is to reach.</param>
/// <param name="OutOfDistribution">The out-of-distribution data set, or null.</param>
/// <param name="Plugins">The plugins used, for the results.</param>
public sealed record ExperimentPlan(
    ExperimentOptions Options,
    DataSet Data,
    CalibrationSplit Split,
    ArchitecturePlugin Architecture,
    LayerSelection Selection,
    ConfiguredIndex Index,
    string IndexContent,
    ConfiguredAttack Attack,
    string AttackContent,
    AttackGoal Goal,
    DataSet? OutOfDistribution,
    IReadOnlyList<PluginVersion> Plugins);
