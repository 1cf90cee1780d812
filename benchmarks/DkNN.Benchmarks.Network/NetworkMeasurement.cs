using System.Diagnostics;
using DkNN.Model;
using DkNN.Hosting;
using DkNN.Torch;
using static TorchSharp.torch;

namespace DkNN.Benchmarks.Network;

/// <summary>Times one way of working in this process.</summary>
internal static class NetworkMeasurement
{
    private const int Batch = 500;
    private const int WarmUps = 2;
    private const int Repetitions = 8;

    /// <summary>Median times, in milliseconds per 500 images.</summary>
    /// <param name="architecture">Name of the architecture.</param>
    /// <param name="tuned">Whether as this project does it, or as a plain loop over libtorch would.</param>
    public static IEnumerable<(string Operation, double Milliseconds)> Run(string architecture, bool tuned)
    {
        if (tuned && !LibTorch.KeepFreedMemory()) Console.Error.WriteLine("The allocator is not glibc's: it stays as it is.");
        var plugin = PluginHost.Load([PluginHost.DefaultFolder]).Architecture(architecture).Plugin;
        using var network = plugin.CreateNetwork(seed: 0);
        using var images = RandomImages(plugin.Architecture);
        yield return ("train", Train(network, images));
        yield return ("attack", Attack(network, images, tuned));
        yield return ("extract", Extract(network, plugin.Selection(SelectionInfo.All), images));
    }

    /// <summary>
    /// Median time of extracting one selection, in milliseconds per 500 images, and what the process needed for it above the network and
    /// the images, in bytes: the peak of its resident memory, so each selection needs a process of its own.
    /// </summary>
    /// <param name="architecture">Name of the architecture.</param>
    /// <param name="selection">Name of the selection.</param>
    public static IEnumerable<(string Quantity, double Value)> Extract(string architecture, string selection)
    {
        // As the program runs: otherwise each freed tensor is given back to the system, and what frees early pays for it.
        LibTorch.KeepFreedMemory();
        var plugin = PluginHost.Load([PluginHost.DefaultFolder]).Architecture(architecture).Plugin;
        using var network = plugin.CreateNetwork(seed: 0);
        using var images = RandomImages(plugin.Architecture);
        network.eval();
        using var untracked = no_grad();
        using var batch = images.Images(0, Batch);
        var chosen = plugin.Selection(selection);
        long before = Process.GetCurrentProcess().PeakWorkingSet64;
        yield return ("milliseconds", Median(() =>
        {
            foreach (var tensor in chosen.Extract(network, batch)) tensor.Dispose();
        }));
        yield return ("bytes", Process.GetCurrentProcess().PeakWorkingSet64 - before);
    }

    private static double Train(Torch.Network network, ImageTensors images)
    {
        using var session = new TrainingSession(network, new TrainingOptions { BatchSize = Batch });
        return Median(() => session.TrainEpoch(images, null, CancellationToken.None));
    }

    /// <summary>
    /// The gradient that every attack takes. A plain loop leaves the weights trainable, so that their gradients are computed too.
    /// </summary>
    private static double Attack(Torch.Network network, ImageTensors images, bool frozen)
    {
        network.eval();
        using var batch = images.Images(0, Batch);
        using var labels = images.Labels(0, Batch);
        if (frozen)
        {
            var model = new NetworkClassifier(network);
            return Median(
                () => model.Gradient(batch, logits => nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum)).Dispose());
        }
        return Median(() =>
        {
            using var scope = NewDisposeScope();
            var input = batch.clone().requires_grad_(true);
            nn.functional.cross_entropy(network.forward(input), labels, reduction: nn.Reduction.Sum).backward();
        });
    }

    private static double Extract(Torch.Network network, LayerSelection selection, ImageTensors images)
    {
        network.eval();
        var activations = new ActivationBatches(network, selection);
        return Median(() => activations.ForEach(
            images.Images, Batch, (_, _, _) => { }, output: null, CancellationToken.None));
    }

    private static double Median(Action run)
    {
        for (int warmUp = 0; warmUp < WarmUps; warmUp++) run();
        double[] times = new double[Repetitions];
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            times[repetition] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(times);
        return times[Repetitions / 2];
    }

    private static ImageTensors RandomImages(ArchitectureInfo architecture)
    {
        var random = new Random(0);
        byte[] pixels = new byte[Batch * architecture.Input.Size];
        int[] labels = new int[Batch];
        random.NextBytes(pixels);
        for (int image = 0; image < Batch; image++) labels[image] = random.Next(architecture.Classes);
        return new ImageTensors(pixels, labels, architecture.Input);
    }
}
