using System.IO.Compression;
using DkNN.Cli;
using DkNN.Data;
using SkiaSharp;

namespace DkNN.EndToEnd.Tests;

public sealed class ImageInputsTests : IDisposable
{
    private static readonly PictureShape Digit = new(1, 28, 28);

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void A_picture_of_any_size_and_colour_takes_the_models_shape_with_a_note(SKEncodedImageFormat format)
    {
        Draw("big", 400, 300, SKColors.Red, format);
        var image = Assert.Single(Read("big"));
        Assert.Equal(Digit.Size, image.Pixels.Length);
        Assert.InRange(image.Pixels.Span[0], 74, 78);
        Assert.Equal(["resized from 400x300 to 28x28", "turned from colour to grey"], image.Notes.AsEnumerable());
        Assert.Empty(_problems);
    }

    [Fact]
    public void Pen_on_paper_is_inverted_where_that_is_asked()
    {
        Draw("paper.png", 28, 28, SKColors.White);
        var image = Assert.Single(Read(invert: true, "paper.png"));
        Assert.Equal(0, image.Pixels.Span[0]);
        Assert.Contains("dark and light exchanged", image.Notes);
    }

    [Fact]
    public void A_folder_gives_its_pictures_and_those_below_but_no_debris()
    {
        foreach (string name in new[] { "b.png", "a.PNG", "._a.png", ".hidden/x.png", "below/c.bmp.png", "below/__MACOSX/d.png", "no-extension" })
        {
            Draw(Path.Combine("scans", name), 28, 28, SKColors.Black);
        }
        File.WriteAllText(_folder["scans", "notes.txt"], "no picture");
        Assert.Equal(["a.PNG", "b.png", "no-extension", "below/c.bmp.png"], Names("scans").Select(name => name["scans/".Length..]));
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("*.png", "a1.png a2.png b [1].png")]
    [InlineData("a?.png", "a1.png a2.png")]
    [InlineData("[!a]*.png", "b [1].png")]
    [InlineData("a[2-9].png", "a2.png")]
    [InlineData("**/*.png", "a1.png a2.png b [1].png deep/er/c.png")]
    [InlineData("**", "a1.png a2.png b [1].png deep/er/c.png")]
    [InlineData("d*/*/c.png", "deep/er/c.png")]
    [InlineData("b [1].png", "b [1].png")]
    public void Patterns_are_expanded_and_names_that_look_like_one_are_taken_as_they_are(string pattern, string expected)
    {
        foreach (string name in new[] { "a1.png", "a2.png", "b [1].png", "deep/er/c.png" }) Draw(name, 28, 28, SKColors.Black);
        string[] names = [.. Names(pattern).Distinct()];
        Assert.Equal(expected, string.Join(' ', names));
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_idx_file_gives_each_of_its_images(bool compressed)
    {
        var digits = GlyphSet.Create(train: 20, test: 10);
        IdxDirectory.Write(digits, _folder["idx"], compressed);
        string file = $"idx/t10k-images-idx3-ubyte{(compressed ? ".gz" : "")}";
        var images = Read(file);
        Assert.Equal(10, images.Count);
        Assert.EndsWith($"{file}[3]", images[3].Name, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, 10), image => Assert.True(digits.Test.Pixels(image).SequenceEqual(images[image].Pixels.Span)));
        Assert.All(images, image => Assert.Empty(image.Notes));
    }

    [Fact]
    public void An_unreadable_input_gets_one_line_that_names_it_and_leaves_the_others()
    {
        Draw("good.png", 28, 28, SKColors.Gray);
        Draw("blank.png", 1, 1, SKColors.White, isBlank: true);
        File.WriteAllText(_folder["text.png"], "no picture");
        File.WriteAllBytes(_folder["empty.png"], []);
        File.WriteAllBytes(_folder["cut.png"], File.ReadAllBytes(_folder["good.png"])[..40]);
        Directory.CreateDirectory(_folder["nothing"]);
        using (var stream = new GZipStream(File.Create(_folder["text.gz"]), CompressionLevel.Fastest)) stream.Write("no IDX file"u8);
        string[] bad = ["text.png", "empty.png", "cut.png", "nothing", "missing.png", "no*.png", "[z-a].png", "text.gz", "blank.png"];
        var images = Read([bad[0], "good.png", .. bad[1..], "good.png"]);
        Assert.Equal(2, images.Count);
        Assert.Equal(bad.Length, _problems.Count);
        Assert.All(bad.Zip(_problems), pair =>
        {
            Assert.StartsWith($"{(pair.First[0] == '[' ? pair.First : _folder[pair.First])}: ", pair.Second, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', pair.Second);
        });
    }

    [Fact]
    public void A_blank_image_of_a_set_leaves_the_others()
    {
        byte[] pixels = new byte[3 * Digit.Size];
        pixels[5] = pixels[^5] = 200;
        var images = ImageSet.Copy(1, 28, 28, 1, pixels, [0, 0, 0]);
        IdxDirectory.Write(new DataSet("three", images, images), _folder["idx"]);
        string file = _folder["idx", "train-images-idx3-ubyte"];
        Assert.Equal([$"{file}[0]", $"{file}[2]"], Read(file).Select(image => image.Name));
        Assert.StartsWith($"{file}[1]: The picture is blank", Assert.Single(_problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_are_read_as_they_are_asked_for()
    {
        Draw("first.png", 28, 28, SKColors.Black);
        var inputs = new ImageInputs([_folder["first.png"], _folder["missing.png"]], Digit, invert: false);
        using var images = inputs.Read(problem => _problems.Add(problem.Message), CancellationToken.None).GetEnumerator();
        Assert.True(images.MoveNext());
        Assert.Empty(_problems);
        Assert.False(images.MoveNext());
        Assert.Single(_problems);
    }

    private List<InputImage> Read(params string[] given) => Read(invert: false, given);

    private List<InputImage> Read(bool invert, params string[] given)
    {
        var inputs = new ImageInputs([.. given.Select(path => _folder[path])], Digit, invert);
        return [.. inputs.Read(problem => _problems.Add(problem.Message), CancellationToken.None)];
    }

    private IEnumerable<string> Names(string given) => Read(given).Select(image => Path.GetRelativePath(_folder.Path, image.Name).Replace('\\', '/'));

    private void Draw(string name, int width, int height, SKColor color, SKEncodedImageFormat format = SKEncodedImageFormat.Png, bool isBlank = false)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(color);
        if (!isBlank) bitmap.Erase(SKColors.Green, SKRectI.Create(width / 4, height / 4, width / 2, height / 2));
        string path = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = File.Create(path);
        bitmap.Encode(stream, format, quality: 100);
    }
}
