using System.CommandLine;
using System.Globalization;
using DkNN.Model;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary><c>dknn model</c>: looks at the model that a run left, without opening it.</summary>
internal sealed class ModelCommand : Command
{
    /// <summary>Names of classes that are listed.</summary>
    private const int MostNames = 20;

    private readonly Argument<DirectoryInfo> _directory = new("DIR") { Description = "A run's directory, or the model's in it." };
    private readonly Option<bool> _json = new("--json") { Description = "Write the model's description as it stands in model.json." };

    public ModelCommand()
        : base("model", "Look at the model that a run left.")
    {
        var info = new Command("info", "Say what a model is, and list its files.") { _directory, _json };
        info.SetAction(Info);
        Subcommands.Add(info);
        var verify = new Command("verify", "Check every file of a model against its SHA-256.") { _directory };
        verify.SetAction((arguments, cancellationToken) => Task.Run(() => Verify(arguments, cancellationToken), CancellationToken.None));
        Subcommands.Add(verify);
    }

    private static TextWriter Output => AnsiConsole.Console.Profile.Out.Writer;

    private int Info(ParseResult arguments)
    {
        string directory = Find(arguments);
        var model = ModelDirectory.Read(directory);
        string? damage = ModelDirectory.DamageIn(directory, model);
        if (arguments.GetValue(_json))
        {
            Output.WriteLine(File.ReadAllText(Path.Combine(directory, ModelDirectory.DescriptionFile)));
        }
        else Write(directory, model);
        if (damage is null) return ExitCode.Success;
        Console.Error.WriteLine($"dknn: {directory} is damaged: {damage}; repeat the run to write it anew.");
        return ExitCode.Failed;
    }

    private static void Write(string directory, ModelDescription model)
    {
        Say("model", directory);
        Say("made by", $"{model.Program.Name} {model.Program.Version}");
        Say("fitted on", string.Create(CultureInfo.InvariantCulture, $"{model.Dataset}, {model.TrainingImages:N0} training images of {model.Image}"));
        string more = model.ClassNames.Length > MostNames ? $", … ({ModelDirectory.DescriptionFile} has all)" : "";
        string names = model.ClassNames.IsEmpty ? "" : $": {string.Join(", ", model.ClassNames.Take(MostNames))}{more}";
        Say("classes", $"{model.Classes}{names}");
        Say("network", $"{model.Architecture}, selection {model.Selection}, fingerprint {model.Fingerprint}");
        Say("neighbours", $"{model.Neighbors} a layer");
        Say("conventions", model.Conventions);
        foreach (var layer in model.Layers)
        {
            string options = string.Concat(layer.Index.Options.Select(option => $" {option.Key}={option.Value}"));
            string effort = layer.Effort is { } value ? string.Create(CultureInfo.InvariantCulture, $", effort {value}") : "";
            Say("layer", $"{layer.Name}, {layer.Neurons} neurons, rows of {layer.Dimension}, {layer.Index.Name}{options}{effort}");
        }
        foreach (var plugin in model.Plugins) Say("plugin", $"{plugin.Kind} {plugin.Name} {plugin.Version}");
        foreach (var file in model.Files) Say("file", $"{Quantity.Of(file.Bytes),8}  {file.Name}");
        Say("size", $"{Quantity.Of(model.Files.Sum(file => file.Bytes))} in {model.Files.Length} files");
    }

    private int Verify(ParseResult arguments, CancellationToken cancellationToken)
    {
        string directory = Find(arguments);
        int files = ModelDirectory.Read(directory).Files.Length;
        var wrong = ModelDirectory.Verify(directory, cancellationToken);
        if (wrong.IsEmpty)
        {
            Output.WriteLine($"{directory}: all {files} files are as they were written.");
            return ExitCode.Success;
        }
        foreach (string file in wrong)
        {
            Console.Error.WriteLine($"dknn: {Path.Combine(directory, file)} is missing or not as it was written; repeat the run to write it anew.");
        }
        return ExitCode.Failed;
    }

    private string Find(ParseResult arguments) => ModelDirectory.Find(arguments.GetValue(_directory)!.FullName);

    private static void Say(string what, string found) => Output.WriteLine($"{what,-11} {found}");
}
