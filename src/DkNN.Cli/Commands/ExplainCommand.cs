using System.CommandLine;
using DkNN.Data;
using DkNN.Experiments;
using DkNN.Model;
using DkNN.Reporting;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary><c>dknn explain</c>: a page and a picture of why a model says what it says of each image.</summary>
internal sealed class ExplainCommand : Command
{
    /// <summary>As many as a strip of the picture holds.</summary>
    private const int MostNearest = 8;

    private readonly Argument<string[]> _images = ImageInputs.Argument();
    private readonly Option<bool> _invert = ImageInputs.Invert();

    /// <summary>Where pages go where nothing else is said: a model may stand where nobody may write.</summary>
    private const string DefaultOut = "explained";

    private readonly Option<DirectoryInfo?> _out = new("--out", "-o")
    {
        Description = $"The directory to write to; every image gets one in it. Default: {DefaultOut}, in the current directory.",
    };

    public ExplainCommand()
        : base("explain", "Show why a model says what it says: the nearest training images of every layer, and the p-values.")
    {
        Arguments.Add(_images);
        foreach (var option in new Option[] { CommonOptions.Model, _out, _invert, CommonOptions.Threads }) Options.Add(option);
        CommonOptions.AddPluginOptions(this);
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), CancellationToken.None));
        HelpExamples.AddTo(
            this,
            ("dknn explain seven.png --model runs/mnist", $"{DefaultOut}/seven/explanation.html, .md, .png and .svg"),
            ("dknn explain scans/ --invert --model runs/mnist --out why", "a folder of pen on white paper"));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        CommonOptions.LimitThreads(arguments);
        using var catalogue = CommonOptions.LoadPluginsAloud(arguments);
        using var model = DkNNModel.Open(CommonOptions.ModelPath(arguments), catalogue);
        string directory = arguments.GetValue(_out)?.FullName ?? Path.GetFullPath(DefaultOut);
        WritableDirectory.Require(directory);
        var shape = model.Description.Image;
        var inputs = new ImageInputs(
            arguments.GetValue(_images)!, new PictureShape(shape.Channels, shape.Height, shape.Width), arguments.GetValue(_invert), directory);
        var (output, folders, failed) = (AnsiConsole.Console.Profile.Out.Writer, new FolderNames(), false);
        foreach (var input in inputs.Read(Unreadable, cancellationToken))
        {
            var (folder, image) = Write(model, input, Path.Combine(directory, folders.For(input.Name)), cancellationToken);
            string notes = input.Notes.IsEmpty ? "" : $" ({string.Join(", ", input.Notes)})";
            output.WriteLine($"{input.Name}: {image.Verdict}{notes}");
            output.WriteLine($"  {Path.Combine(folder, ExplanationPage.HtmlName)}");
        }
        return failed ? ExitCode.Failed : ExitCode.Success;

        void Unreadable(DataFormatException problem)
        {
            failed = true;
            Console.Error.WriteLine($"dknn: {problem.Message}");
        }
    }

    /// <summary>Writes the page of one image into a folder.</summary>
    public static (string Folder, ExplainedImage Image) Write(
        DkNNModel model, InputImage input, string folder, CancellationToken cancellationToken)
    {
        var image = Explain(model, input, cancellationToken);
        ExplanationPage.Write(folder, input.Name, image, model.Description.ClassName, input.Notes);
        return (folder, image);
    }

    private static ExplainedImage Explain(DkNNModel model, InputImage input, CancellationToken cancellationToken)
    {
        var explanation = model.Explain(input.Pixels.Span, Math.Min(MostNearest, model.Search.Neighbors), cancellationToken);
        var image = ExplainedImage.Of(explanation, model.Description) with { Pixels = ExplainedImage.Shares(input.Pixels.Span) };
        if (model.Thumbnails is not { } thumbnails) return image;
        return image with
        {
            NeighborShape = thumbnails.Shape,
            NeighborPixels =
            [
                .. explanation.Layers.SelectMany(layer => layer.Nearest).Select(near => ExplainedImage.Shares(thumbnails.Read(near.Id))),
            ],
        };
    }
}
