using DkNN.Testing;

namespace StepAttack.Tests;

/// <summary>Budget, pixel range, determinism, targets, cancellation, freed tensors: all inherited.</summary>
public sealed class StepAttackTests : AttackConformance<StepAttackPlugin, StepOptions>;
