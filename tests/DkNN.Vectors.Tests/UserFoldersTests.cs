namespace DkNN.Vectors.Tests;

public sealed class UserFoldersTests
{
    private static readonly string Home = Path.GetTempPath();
    private static readonly string Elsewhere = Path.Combine(Home, "elsewhere");

    [Fact]
    public void The_variable_comes_first_then_the_systems_place_then_the_home_directory()
    {
        Assert.Equal(Path.Combine(Elsewhere, "dknn", "data"), UserFolders.FindCache("data", Elsewhere, Home, Home));
        Assert.Equal(Path.Combine(Elsewhere, "dknn", "data"), UserFolders.FindCache("data", null, Home, Elsewhere));
        Assert.Equal(Path.Combine(Home, ".cache", "dknn", "data"), UserFolders.FindCache("data", null, Home, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("cache")]
    [InlineData("../cache")]
    public void What_is_empty_or_relative_is_never_taken_for_a_place(string place)
    {
        Assert.Equal(Path.Combine(Home, ".cache", "dknn", "data"), UserFolders.FindCache("data", place, Home, place));
        Assert.Null(UserFolders.FindCache("data", place, place, place));
    }
}
