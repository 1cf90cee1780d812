using System.Diagnostics.CodeAnalysis;

namespace DkNN;

/// <summary>What is only there for scores that ask for it.</summary>
internal static class Needed
{
    public static T Of<T>([NotNull] T? part, string what, ScoreNeeds need)
        where T : class =>
        part ?? throw new InvalidOperationException(
            $"There {what} here. A score that reads them names {nameof(ScoreNeeds)}.{need} among its needs; where a network has none, it is left out.");
}
