using System.Globalization;
using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>What an attack is to reach: any wrong class, or a class chosen by a rule.</summary>
public sealed record AttackGoal
{
    private const string NextRule = "next";
    private const string LeastLikelyRule = "least-likely";

    private readonly string _rule;

    // How many classes the data have: a network may have more outputs, none of which is a class to aim at.
    private readonly int _classes;

    private AttackGoal(string rule, int classes = 0) => (_rule, _classes) = (rule, classes);

    /// <summary>Any class but the true one.</summary>
    public static AttackGoal Untargeted { get; } = new("untargeted");

    /// <summary>Whether a class is to be reached rather than left.</summary>
    public bool Targeted => this != Untargeted;

    /// <summary>Reads a goal.</summary>
    /// <param name="text">
    /// "untargeted"; "next", the class after the true one, and the first after the last; "least-likely", the network's own last choice; or
    /// a class number.
    /// </param>
    /// <param name="classes">Number of classes of the data, which may be fewer than the network has outputs.</param>
    /// <exception cref="ArgumentException">The text is none of these.</exception>
    public static AttackGoal Parse(string text, int classes)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Equals(Untargeted._rule, StringComparison.OrdinalIgnoreCase)) return Untargeted;
        if (text.Equals(NextRule, StringComparison.OrdinalIgnoreCase)) return new AttackGoal(NextRule, classes);
        if (text.Equals(LeastLikelyRule, StringComparison.OrdinalIgnoreCase)) return new AttackGoal(LeastLikelyRule, classes);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < classes)
        {
            return new AttackGoal(number.ToString(CultureInfo.InvariantCulture), classes);
        }
        throw new ArgumentException(
            $"'{text}' is no target: write untargeted, next, least-likely, or a class from 0 to {classes - 1}.");
    }

    /// <summary>The classes to leave, or to reach, one an image.</summary>
    /// <param name="model">The model attacked.</param>
    /// <param name="images">Clean images.</param>
    /// <param name="labels">True labels, int64.</param>
    public Tensor Classes(IClassifier model, Tensor images, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = NewDisposeScope();
        var classes = _rule switch
        {
            NextRule => (labels + 1).remainder(_classes),
            LeastLikelyRule => model.Logits(images).narrow(1, 0, _classes).argmin(1),
            _ when !Targeted => labels.clone(),
            _ => full_like(labels, long.Parse(_rule, CultureInfo.InvariantCulture)),
        };
        return classes.MoveToOuterDisposeScope();
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => _rule;
}
