using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace StepAttack;

/// <summary>What a person may choose with <c>--attack step-attack:steps=20</c>.</summary>
public sealed class StepOptions
{
    /// <summary>Steps taken.</summary>
    [Range(1, 1000), Description("steps taken, each of budget / steps")]
    public int Steps { get; init; } = 10;
}
