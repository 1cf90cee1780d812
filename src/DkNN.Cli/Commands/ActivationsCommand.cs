using System.CommandLine;
using DkNN.Experiments;

namespace DkNN.Cli;

/// <summary><c>dknn activations</c>: what a run's indexes search, as NumPy files.</summary>
internal sealed class ActivationsCommand : Command
{
    private readonly ExperimentArguments _experiment = new();
    private readonly Option<DirectoryInfo?> _out = new("--out", "-o") { Description = "The directory to write to.", Required = true };

    public ActivationsCommand()
        : base("activations", "Write a run's activations, training rows and queries, as .npy files of float32.")
    {
        _experiment.AddTo(this, _out);
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), CancellationToken.None));
        HelpExamples.AddTo(
            this,
            ("dknn activations --out rows", "those of the built-in synthetic digits"),
            ("dknn activations -d mnist --ood fashion-mnist -e 0.15 --limit 2000 --out rows", "real ones, 2,000 queries of each kind"));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        var plan = _experiment.Plan(arguments, cancellationToken);
        string directory = arguments.GetValue(_out)!.FullName;
        WritableDirectory.Require(directory);
        var files = ConsoleProgress.Show(
            progress =>
            {
                using var runner = new StageRunner(CommonOptions.OpenCache(arguments, progress.Warn), progress, cancellationToken);
                return new ActivationExport(plan, runner).Write(directory);
            });
        foreach (string file in files) Console.Out.WriteLine(file);
        return ExitCode.Success;
    }
}
