using System.CommandLine;
using DkNN.Data;

namespace DkNN.Cli;

/// <summary>
/// The images that a person gives to a command: pictures, folders of them, patterns, IDX files and standard input. They are read one after
/// the other, as they are asked for; one that cannot be read leaves the others.
/// </summary>
/// <param name="given">What was given.</param>
/// <param name="shape">The shape that the model takes; pictures are scaled and turned to it.</param>
/// <param name="invert">Whether dark and light are exchanged.</param>
/// <param name="output">Where the command writes pictures of its own; null for nowhere.</param>
internal sealed class ImageInputs(IReadOnlyList<string> given, PictureShape shape, bool invert, string? output = null)
{
    /// <summary>What stands for one picture on standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The argument of commands that take images.</summary>
    public static Argument<string[]> Argument() => new("IMAGE")
    {
        Arity = ArgumentArity.OneOrMore,
        Description =
            "PNG, JPEG, BMP, WebP and GIF files, folders of them, patterns such as 'scans/**/*.png', IDX files of images, "
            + $"or {StandardInput} for one picture on standard input.",
    };

    /// <summary>The option of commands that take images.</summary>
    public static Option<bool> Invert() => new("--invert")
    {
        Description = "Exchange dark and light: for pen on white paper, where the model knows light strokes on black.",
    };

    /// <summary>Reads the images, in the order given.</summary>
    /// <param name="unreadable">Told of each input that cannot be read: the message names it and says the mend.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public IEnumerable<InputImage> Read(Action<DataFormatException> unreadable, CancellationToken cancellation)
    {
        foreach (string path in given.SelectMany(input => Expand(input, unreadable)))
        {
            // Nothing can be yielded from within a try that catches, so one step is taken in it at a time.
            using var images = Images(path, unreadable, cancellation).GetEnumerator();
            while (Try(path, images.MoveNext, unreadable))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return images.Current;
            }
        }
    }

    /// <summary>What an input stands for. What exists under the name as it is written is no pattern.</summary>
    private static string[] Expand(string input, Action<DataFormatException> unreadable)
    {
        if (Path.Exists(input) || !PathPattern.IsPattern(input)) return [input];
        string[] matches = [];
        Try(input, () => (matches = [.. PathPattern.Matches(input)]).Length > 0 ? true : throw NoMatch(input), unreadable);
        return matches;
    }

    private IEnumerable<InputImage> Images(string path, Action<DataFormatException> unreadable, CancellationToken cancellation)
    {
        if (path == StandardInput)
        {
            yield return FromStandardInput();
            yield break;
        }
        if (!Path.Exists(path)) throw new DataFormatException(path, "There is no such file or folder.", "Correct the path.");
        foreach (string file in Directory.Exists(path) ? Pictures(path) : [path])
        {
            foreach (var image in FromFile(file, unreadable, cancellation)) yield return image;
        }
    }

    private IEnumerable<string> Pictures(string folder)
    {
        bool any = false;
        foreach (string picture in PictureFiles.Below(folder))
        {
            // What the command writes, and wrote before, into a folder below the one given is no input.
            if (output is not null && IsBelow(output, folder) && IsBelow(picture, output)) continue;
            any = true;
            yield return picture;
        }
        if (any) yield break;
        throw new DataFormatException(
            folder, "The folder holds no pictures.", "Give one with PNG, JPEG, BMP, WebP or GIF files; an IDX file is given by its own path.");
    }

    private static bool IsBelow(string path, string folder) => Path.GetFullPath(path)
        .StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private IEnumerable<InputImage> FromFile(string file, Action<DataFormatException> unreadable, CancellationToken cancellation)
    {
        IEnumerable<Func<InputImage>> images = [];
        Try(file, () => { images = Open(file, cancellation); return true; }, unreadable);
        foreach (var read in images)
        {
            InputImage? image = null;
            if (Try(file, () => { image = read(); return true; }, unreadable)) yield return image!;
        }
    }

    /// <summary>What reads each of a file's images.</summary>
    private IEnumerable<Func<InputImage>> Open(string file, CancellationToken cancellation)
    {
        // Opened once, since a pipe can be read only once; no IDX file comes through one.
        using var stream = File.OpenRead(file);
        if (!stream.CanSeek || !StartsAsIdx(stream))
        {
            var picture = PictureReader.ReadAs(stream, file, shape, invert);
            return [() => Named(file, picture)];
        }
        var set = IdxImages.Read(file, cancellation);
        return Enumerable.Range(0, set.Count).Select(image => (Func<InputImage>)(() => Named($"{file}[{image}]", Fit(set, image, file))));
    }

    private Picture Fit(IdxImages set, int image, string file)
    {
        if (set.Shape.Channels is 1 or 3) return PictureReader.FitTo(set[image], shape, invert);
        throw new DataFormatException(file, $"The images are {set.Shape}; the model takes {shape}.", "Give images of one channel or three.");
    }

    private InputImage FromStandardInput()
    {
        if (!Console.IsInputRedirected)
        {
            throw new DataFormatException(StandardInput, "Standard input is the terminal.", "Pipe a picture into the command, or give a path.");
        }
        using var stream = Console.OpenStandardInput();
        return Named(StandardInput, PictureReader.ReadAs(stream, "standard input", shape, invert));
    }

    /// <exception cref="DataFormatException">It is blank, of which no answer would mean anything.</exception>
    private static InputImage Named(string name, Picture picture)
    {
        if (!picture.Shape.IsBlank(picture.Pixels.Span)) return new(name, picture.Pixels, picture.Notes);
        throw new DataFormatException(name, "The picture is blank: all its pixels are alike.", "Give one with something on it.");
    }

    private static DataFormatException NoMatch(string pattern) => new(pattern, "No file matches the pattern.", "Correct the pattern.");

    private static bool StartsAsIdx(FileStream stream)
    {
        Span<byte> start = stackalloc byte[4];
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return IdxImages.Starts(start[..read]);
    }

    /// <summary>Takes a step; what goes wrong with the input is told, and counts as its end.</summary>
    private static bool Try(string input, Func<bool> step, Action<DataFormatException> unreadable)
    {
        try
        {
            return step();
        }
        catch (DataFormatException problem)
        {
            unreadable(problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            unreadable(new DataFormatException(input, $"It cannot be read ({problem.Message}).", "Look after the file and your rights to it.", problem));
        }
        return false;
    }
}
