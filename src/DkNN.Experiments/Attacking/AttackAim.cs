namespace DkNN.Experiments;

/// <summary>How far an attack moved images, and what it was to reach.</summary>
/// <param name="Distances">How far; its success rate is left at 0.</param>
/// <param name="Targeted">Whether classes are to be reached rather than left.</param>
/// <param name="Classes">The class to leave or to reach, for every image.</param>
internal sealed record AttackAim(PerturbationResult Distances, bool Targeted, IReadOnlyList<int> Classes)
{
    /// <summary>The distances with the share of images that the attack succeeded on, of those that it could succeed on.</summary>
    /// <param name="before">The network's class of every clean image.</param>
    /// <param name="after">The network's class of every attacked image.</param>
    /// <param name="labels">True labels.</param>
    public PerturbationResult WithSuccess(ReadOnlySpan<int> before, ReadOnlySpan<int> after, ReadOnlySpan<int> labels)
    {
        int attackable = 0, succeeded = 0;
        for (int image = 0; image < Classes.Count; image++)
        {
            if (Targeted ? Classes[image] == before[image] : before[image] != labels[image]) continue;
            attackable++;
            if (Targeted ? after[image] == Classes[image] : after[image] != labels[image]) succeeded++;
        }
        return Distances with { SuccessRate = attackable == 0 ? 0 : (double)succeeded / attackable };
    }
}
