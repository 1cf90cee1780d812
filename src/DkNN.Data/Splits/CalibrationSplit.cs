using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace DkNN.Data;

/// <summary>
/// Which images of a test set calibrate and which are evaluated. Ids are positions in the test set; every image is in exactly one of the
/// two, unless <see cref="Limit"/> left some out.
/// </summary>
/// <param name="Calibration">Ids of the calibration images, ascending.</param>
/// <param name="Test">
/// Ids of the images to evaluate, in an order drawn at random, so that the first of them are a fair sample: the images of MNIST's test
/// file, for one, are harder in its first half than in its second.
/// </param>
public sealed record CalibrationSplit(ImmutableArray<int> Calibration, ImmutableArray<int> Test)
{
    /// <summary>The number of calibration images of Papernot and McDaniel (2018).</summary>
    public const int DefaultCalibration = 750;

    // Splits of sets with fewer classes are drawn as if they had so many, as they always were.
    private const int LeastClasses = byte.MaxValue + 1;

    /// <summary>
    /// Draws calibration images at random, each class in proportion to its share of the images. Where shares are not whole, the largest
    /// remainders are rounded up, ties by the smaller class, so that the sum is exact. Equal arguments give equal splits on every platform.
    /// </summary>
    /// <param name="labels">Labels of the test images, none negative.</param>
    /// <param name="calibration">How many images calibrate, from 1 to the number of images less one.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="ArgumentOutOfRangeException">No image would calibrate, or none would be left to evaluate.</exception>
    /// <exception cref="ArgumentException">A label is negative, or at least <see cref="ImageSet.MostClasses"/>.</exception>
    public static CalibrationSplit Stratified(ReadOnlySpan<int> labels, int calibration = DefaultCalibration, int seed = 0)
    {
        RequireSome(labels.Length, calibration);
        int wrong = labels.IndexOfAnyExceptInRange(0, ImageSet.MostClasses - 1);
        if (wrong >= 0) throw new ArgumentException($"Image {wrong} has label {labels[wrong]}.", nameof(labels));
        int classes = Math.Max(LeastClasses, TensorPrimitives.Max(labels) + 1);
        List<int>[] members = [.. Enumerable.Range(0, classes).Select(_ => new List<int>())];
        for (int id = 0; id < labels.Length; id++) members[labels[id]].Add(id);
        int[] quotas = Apportion([.. members.Select(ids => ids.Count)], calibration);

        bool[] calibrates = new bool[labels.Length];
        for (int label = 0; label < members.Length; label++)
        {
            var random = SplitMix64.For((ulong)seed, (ulong)label);
            foreach (int id in Draw(members[label], quotas[label], ref random)) calibrates[id] = true;
        }
        return Of(calibrates, SplitMix64.For((ulong)seed, (ulong)members.Length));
    }

    /// <summary>Draws calibration images at random, whatever their classes.</summary>
    /// <param name="images">Number of test images.</param>
    /// <param name="calibration">How many images calibrate, from 1 to the number of images less one.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <exception cref="ArgumentOutOfRangeException">No image would calibrate, or none would be left to evaluate.</exception>
    public static CalibrationSplit Random(int images, int calibration = DefaultCalibration, int seed = 0)
    {
        RequireSome(images, calibration);
        bool[] calibrates = new bool[images];
        var random = SplitMix64.For((ulong)seed, 0);
        foreach (int id in Draw([.. Enumerable.Range(0, images)], calibration, ref random)) calibrates[id] = true;
        return Of(calibrates, random);
    }

    /// <summary>Calibrates with the first images of the file, as CleverHans does.</summary>
    /// <param name="images">Number of test images.</param>
    /// <param name="calibration">How many images calibrate, from 1 to the number of images less one.</param>
    /// <param name="seed">Seed of the order of the others.</param>
    /// <exception cref="ArgumentOutOfRangeException">No image would calibrate, or none would be left to evaluate.</exception>
    public static CalibrationSplit First(int images, int calibration = DefaultCalibration, int seed = 0)
    {
        RequireSome(images, calibration);
        bool[] calibrates = new bool[images];
        calibrates.AsSpan(0, calibration).Fill(true);
        return Of(calibrates, SplitMix64.For((ulong)seed, 0));
    }

    /// <summary>This split with only the first images to evaluate, a fair sample; the calibration images stay whole.</summary>
    /// <param name="count">How many to keep, at least 1; all are kept where there are fewer.</param>
    public CalibrationSplit Limit(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return count >= Test.Length ? this : this with { Test = Test[..count] };
    }

    private static void RequireSome(int images, int calibration)
    {
        if (calibration >= 1 && calibration < images) return;
        throw new ArgumentOutOfRangeException(
            nameof(calibration), calibration, $"Of {images} test images, between 1 and {images - 1} can calibrate.");
    }

    private static CalibrationSplit Of(bool[] calibrates, SplitMix64 order)
    {
        List<int> left = [.. Ids(calibrates, false)];
        return new([.. Ids(calibrates, true)], [.. Draw(left, left.Count, ref order)]);
    }

    /// <summary>Shares out a total in proportion to the sizes, by largest remainder.</summary>
    private static int[] Apportion(int[] sizes, int total)
    {
        long all = sizes.Sum(size => (long)size);
        int[] quotas = [.. sizes.Select(size => (int)((long)total * size / all))];
        int left = total - quotas.Sum();
        // A stable sort: equal remainders stay in the order of their classes.
        IEnumerable<int> byRemainder = Enumerable.Range(0, sizes.Length).OrderByDescending(label => (long)total * sizes[label] % all);
        foreach (int label in byRemainder.Take(left)) quotas[label]++;
        return quotas;
    }

    /// <summary>Draws without replacement: the first steps of a Fisher-Yates shuffle.</summary>
    private static List<int> Draw(List<int> ids, int count, ref SplitMix64 random)
    {
        for (int i = 0; i < count; i++)
        {
            int other = i + random.NextInt(ids.Count - i);
            (ids[i], ids[other]) = (ids[other], ids[i]);
        }
        return ids[..count];
    }

    private static IEnumerable<int> Ids(bool[] calibrates, bool wanted) =>
        Enumerable.Range(0, calibrates.Length).Where(id => calibrates[id] == wanted);
}
