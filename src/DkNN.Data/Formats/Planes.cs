namespace DkNN.Data;

/// <summary>Turns images between the order of files, channels last (N×H×W×C), and that of networks, planes (N×C×H×W).</summary>
internal static class Planes
{
    /// <summary>
    /// Copies one image's interleaved pixels into planes. A pixel may have more values than there are planes (alpha); they are dropped.
    /// </summary>
    public static void FromInterleaved(ReadOnlySpan<byte> interleaved, Span<byte> planes, int channels)
    {
        int area = planes.Length / channels;
        int stride = interleaved.Length / area;
        for (int pixel = 0; pixel < area; pixel++)
        {
            for (int channel = 0; channel < channels; channel++) planes[(channel * area) + pixel] = interleaved[(pixel * stride) + channel];
        }
    }

    /// <summary>Copies one image's planes into interleaved pixels.</summary>
    public static void ToInterleaved(ReadOnlySpan<byte> planes, Span<byte> interleaved, int channels) =>
        // Interleaving is the same transposition with the two axes exchanged.
        FromInterleaved(planes, interleaved, planes.Length / channels);
}
