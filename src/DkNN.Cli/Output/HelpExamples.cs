using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace DkNN.Cli;

/// <summary>Adds examples to the end of a command's help.</summary>
internal static class HelpExamples
{
    /// <summary>The one other name of <c>--help</c>.</summary>
    public const string Short = "-h";

    /// <summary>Gives a command a help page of its own, with examples.</summary>
    public static void AddTo(Command command, params (string Line, string Meaning)[] examples) =>
        command.Options.Add(new HelpOption("--help", Short) { Action = new HelpWithExamples(examples) });

    private sealed class HelpWithExamples((string Line, string Meaning)[] examples) : SynchronousCommandLineAction
    {
        private readonly HelpAction _help = new();

        // A mistyped option beside --help is no reason to withhold the help.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = _help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            int width = examples.Max(example => example.Line.Length);
            foreach (var (line, meaning) in examples) output.WriteLine($"  {line.PadRight(width)}  {meaning}");
            return code;
        }
    }
}
