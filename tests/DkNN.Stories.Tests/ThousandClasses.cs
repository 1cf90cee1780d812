using DkNN.Data;

namespace DkNN.Stories.Tests;

/// <summary>A data set of a thousand named classes, each a pattern of dark and light squares, and a network for it.</summary>
internal static class ThousandClasses
{
    public const int Count = 1_000;

    /// <summary>The architecture, as a stranger writes it.</summary>
    public const string Architecture = """
        using DkNN;

        namespace ThousandClasses;

        /// <summary>A thousand classes of 8×8 pixels.</summary>
        [Architecture("thousand", Input = "1x8x8", Classes = 1000)]
        public sealed partial class Thousand
        {
            /// <summary>The pixels.</summary>
            [Normalize(Mean = [0.5], Deviation = [0.4])]
            public partial Layer Pixels { get; }

            /// <summary>The probabilities.</summary>
            [Dense(1000, Activation = Activation.Softmax)]
            public partial Layer Output { get; }
        }

        """;

    /// <summary>The name of a class.</summary>
    public static string Name(int label) => FormattableString.Invariant($"pattern-{label}");

    /// <summary>Writes two training images and one test image a class.</summary>
    public static void Write(string directory)
    {
        var random = new Random(0);
        ulong[] patterns = [.. Enumerable.Range(0, Count).Select(_ => (ulong)random.NextInt64())];
        IdxDirectory.Write(new DataSet("thousand-patterns", Draw(2), Draw(1)), directory);
        File.WriteAllLines(Path.Combine(directory, "classes.txt"), Enumerable.Range(0, Count).Select(Name));

        ImageSet Draw(int each)
        {
            int[] labels = [.. Enumerable.Range(0, each * Count).Select(image => image % Count)];
            byte[] pixels =
            [
                .. labels.SelectMany(label => Enumerable.Range(0, 64).Select(
                    pixel => (byte)(random.Next(60) + ((patterns[label] >> pixel & 1) == 0 ? 0 : 190)))),
            ];
            return ImageSet.Copy(1, 8, 8, Count, pixels, labels);
        }
    }
}
