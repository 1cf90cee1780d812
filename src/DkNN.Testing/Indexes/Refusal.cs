using Xunit;

namespace DkNN.Testing;

/// <summary>Something that an index must refuse, with the helper that does it for an author.</summary>
/// <param name="What">What is refused, as the end of "It must refuse …".</param>
/// <param name="Helper">What to call.</param>
internal sealed record Refusal(string What, string Helper)
{
    /// <summary>Fails, naming the helper, unless the call throws such an exception.</summary>
    /// <typeparam name="TException">The exception, or a base of it.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="words">Words that its message must have.</param>
    public void Require<TException>(Action call, string words = "")
        where TException : Exception
    {
        var thrown = Record.Exception(call);
        string found = thrown is null ? "nothing was thrown" : $"it threw {thrown.GetType().Name}: {thrown.Message}";
        bool isRight = thrown is TException && thrown.Message.Contains(words, StringComparison.Ordinal);
        string saying = words.Length > 0 ? $" that says '{words.Trim()}'" : "";
        Assert.True(isRight, $"It must refuse {What} by {typeof(TException).Name}{saying}, and {found}. {Helper}");
    }
}
