using DkNN.Cli;

namespace DkNN.EndToEnd.Tests;

public sealed class FolderNamesTests
{
    [Theory]
    [InlineData("scans/seven.png", "seven")]
    [InlineData("t10k-images-idx3-ubyte[12]", "t10k-images-idx3-ubyte[12]")]
    [InlineData("digits.idx[3]", "digits.idx[3]")]
    [InlineData("a:b?.png", "a-b-")]
    [InlineData("...png", "image")]
    [InlineData(".png", "image")]
    [InlineData("-", "image")]
    public void A_folder_is_named_after_its_image(string image, string folder)
    {
        Assert.Equal(folder, new FolderNames().For(image));
    }

    [Fact]
    public void No_two_images_share_a_folder_on_any_system()
    {
        var names = new FolderNames();
        string[] images = ["a/seven.png", "b/seven.jpg", "c/Seven.png", "seven-2.png", new('x', 300), new('x', 301)];
        Assert.Equal(images.Length, images.Select(names.For).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal("seven-4", names.For("d/seven.png"));
    }
}
