using System.CommandLine;
using System.Globalization;
using DkNN.Data;
using DkNN.Experiments;
using DkNN.Model;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary><c>dknn classify</c>: pictures of one's own, by the model that a run left.</summary>
internal sealed class ClassifyCommand : Command
{
    private readonly Argument<string[]> _images = ImageInputs.Argument();
    private readonly Option<bool> _invert = ImageInputs.Invert();
    private readonly Option<bool> _json = new("--json") { Description = "Write JSON Lines: one object an image, as soon as it is known." };
    private readonly Option<bool> _csv = new("--csv") { Description = "Write a table with commas, as soon as rows are known." };

    private readonly Option<double?> _rejectBelow = new("--reject-below")
    {
        CustomParser = CommonOptions.Number,
        Description = $"Reject images whose credibility is below P, from 0 to 1; if any is, the exit code is {ExitCode.Rejected}.",
        HelpName = "P",
    };

    private readonly Option<DirectoryInfo?> _explain = new("--explain")
    {
        Description = "Write a page and a picture of why, for each image, into this directory, as 'dknn explain' does.",
        HelpName = "OUT",
    };

    public ClassifyCommand()
        : base("classify", "Classify pictures of your own, and say how far each answer can be trusted.")
    {
        Arguments.Add(_images);
        foreach (var option in new Option[] { CommonOptions.Model, _rejectBelow, _invert, _json, _csv, _explain, CommonOptions.Threads }) Options.Add(option);
        CommonOptions.AddPluginOptions(this);
        SetAction((arguments, cancellationToken) => Task.Run(() => Run(arguments, cancellationToken), CancellationToken.None));
        HelpExamples.AddTo(
            this,
            ("dknn classify seven.png --model runs/mnist", "one picture"),
            ("dknn classify scans/ --invert --model runs/mnist", "a folder of pen on white paper"),
            ("dknn classify 'scans/**/*.png' --csv --model runs/mnist > scans.csv", "a pattern, into a table"),
            ("dknn classify - --reject-below 0.1 --model runs/mnist < seven.png", "standard input, for a script"));
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        CommonOptions.LimitThreads(arguments);
        bool json = arguments.GetValue(_json), csv = arguments.GetValue(_csv);
        if (json && csv) throw new ExperimentException($"{_json.Name} and {_csv.Name} exclude each other; give one.");
        double? rejectBelow = arguments.GetValue(_rejectBelow);
        if (rejectBelow is { } least && least is not (>= 0 and <= 1))
        {
            throw new ExperimentException(string.Create(
                CultureInfo.InvariantCulture, $"{_rejectBelow.Name}: {least} is out of range; a credibility is from 0 to 1."));
        }

        string? explained = arguments.GetValue(_explain)?.FullName;
        if (explained is not null) WritableDirectory.Require(explained);
        var folders = new FolderNames();

        using var catalogue = CommonOptions.LoadPluginsAloud(arguments);
        using var model = DkNNModel.Open(CommonOptions.ModelPath(arguments), catalogue);
        var shape = model.Description.Image;
        bool failed = false, rejected = false;
        var inputs = new ImageInputs(
            arguments.GetValue(_images)!, new PictureShape(shape.Channels, shape.Height, shape.Width), arguments.GetValue(_invert), explained);
        var images = inputs
            .Read(
                problem =>
                {
                    failed = true;
                    Console.Error.WriteLine($"dknn: {problem.Message}");
                },
                cancellationToken)
            .Select(image =>
            {
                if (explained is not null) ExplainCommand.Write(model, image, Path.Combine(explained, folders.For(image.Name)), cancellationToken);
                return image;
            })
            .Chunk(model.Search.BatchSize)
            .SelectMany(chunk => Classify(model, chunk, rejectBelow, cancellationToken))
            .Select(image =>
            {
                rejected |= image.Rejected;
                return image;
            });
        var console = AnsiConsole.Console;
        if (json) ClassifiedImages.WriteJson(console.Profile.Out.Writer, images);
        else if (csv) ClassifiedImages.WriteCsv(images, model.Description);
        else if (console.Profile.Capabilities.Interactive) ClassifiedImages.WriteTable(console, images);
        else ClassifiedImages.WriteLines(console.Profile.Out.Writer, images);
        return failed ? ExitCode.Failed : rejected ? ExitCode.Rejected : ExitCode.Success;
    }

    private static IEnumerable<ClassifiedImage> Classify(
        DkNNModel model, InputImage[] images, double? rejectBelow, CancellationToken cancellationToken)
    {
        var shape = model.Description.Image;
        byte[] pixels = new byte[images.Length * shape.Size];
        for (int i = 0; i < images.Length; i++) images[i].Pixels.Span.CopyTo(pixels.AsSpan(i * shape.Size));
        var set = ImageSet.Copy(shape.Channels, shape.Height, shape.Width, model.Description.Classes, pixels, new int[images.Length]);
        return images.Zip(
            model.Explain(set, nearest: 1, cancellationToken),
            (image, explanation) => ClassifiedImage.Of(image, explanation, model.Description, rejectBelow));
    }
}
