namespace DkNN.Vectors.Tests;

public sealed class AtomicFileTests
{
    /// <summary>An administrator may write everywhere, and Windows keeps its rights elsewhere.</summary>
    [Fact]
    public void Where_nobody_may_write_the_file_itself_is_named()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return;
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["locked"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string path = folder["locked", "file"];
        string message = Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(path, _ => { })).Message;
        Assert.Equal($"'{path}' cannot be written: access is denied.", message);
    }
}
