using System.Reflection;

namespace DkNN;

/// <summary>What went wrong, for a person who wrote none of the code.</summary>
public static class ErrorLine
{
    /// <summary>
    /// The first line of an exception's message, without a stop at its end: of one that only carries others, the first that it carries.
    /// What an argument is called in the code, as <see cref="ArgumentException"/> adds it, is left out.
    /// </summary>
    /// <param name="problem">What went wrong.</param>
    public static string Of(Exception problem)
    {
        string message = WithoutParameter(Cause(problem)).Split('\n')[0].Trim().TrimEnd('.');
        return message.Length > 0 ? message : "it says no more";
    }

    /// <summary>What an exception stands for: it, or the first of those that it only carries.</summary>
    /// <param name="problem">What went wrong.</param>
    public static Exception Cause(Exception problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        while (problem is AggregateException or TargetInvocationException or TypeInitializationException && problem.InnerException is { } inner)
        {
            problem = inner;
        }
        return problem;
    }

    /// <summary>The whole message, without what an argument is called in the code.</summary>
    /// <param name="problem">What went wrong.</param>
    public static string WithoutParameter(Exception problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem is ArgumentException { ParamName: { } parameter }
            ? problem.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal)
            : problem.Message;
    }
}
