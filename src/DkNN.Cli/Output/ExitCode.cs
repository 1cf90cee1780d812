namespace DkNN.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>All went well, but 'dknn classify --reject-below' rejected an image.</summary>
    public const int Rejected = 3;

    public const int Cancelled = 130;
}
