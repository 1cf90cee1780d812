using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>
/// A training that goes epoch by epoch and can be saved between two of them. Each epoch's order of images and dropout follow from seed
/// and epoch alone, so that a resumed training equals an uninterrupted one, bit for bit, on the same machine and number of threads.
/// </summary>
public sealed class TrainingSession : IDisposable
{
    private readonly Network _network;
    private readonly TrainingOptions _options;
    private readonly Adam _optimizer;

    /// <summary>Starts before the first epoch.</summary>
    /// <param name="network">An untrained network; the session changes its weights.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">The network has no weights.</exception>
    public TrainingSession(Network network, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        _network = network;
        _options = options;
        if (!network.parameters().Any())
        {
            throw new ArgumentException($"The architecture '{network.Architecture.Name}' has nothing to train; give it a layer with weights, such as [Dense].", nameof(network));
        }
        _optimizer = optim.Adam(network.parameters(), options.LearningRate);
    }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; private set; }

    /// <summary>Trains one epoch.</summary>
    /// <param name="images">
    /// The training images, at least one batch's half; a last batch of one image is left out, for batch normalisation needs two.
    /// </param>
    /// <param name="progress">Told after every step; or null.</param>
    /// <param name="cancellationToken">Stops between two steps; the session is then of no further use.</param>
    /// <returns>Mean cross-entropy over the epoch, in nats.</returns>
    /// <exception cref="TrainingDivergedException">The loss or weights are no numbers.</exception>
    public double TrainEpoch(ImageTensors images, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var epochScope = NewDisposeScope();
        _network.train();
        manual_seed(HashCodeOf(_options.Seed, Epoch));
        var order = randperm(images.Count, dtype: ScalarType.Int64);
        double sum = 0;
        int seen = 0;
        for (int start = 0; start < images.Count - 1; start += _options.BatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var ids = order.narrow(0, start, Math.Min(_options.BatchSize, images.Count - start));
            _optimizer.zero_grad();
            var loss = nn.functional.cross_entropy(NetworkCall.Logits(_network, images.Images(ids)), images.Labels(ids));
            loss.backward();
            _optimizer.step();
            int batch = (int)ids.shape[0];
            sum += loss.item<float>() * (double)batch;
            seen += batch;
            progress?.Report(new TrainingProgress(Epoch + 1, seen, sum / seen));
        }
        if (!double.IsFinite(sum)) throw Diverged("the loss is");
        if (_network.parameters().Any(weights => !weights.isfinite().all().item<bool>())) throw Diverged("weights are");
        Epoch++;
        return sum / seen;
    }

    private TrainingDivergedException Diverged(string what) => new(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"Training '{_network.Architecture.Name}' diverged in epoch {Epoch + 1}: {what} no number. "
        + $"Give a lower learning rate than {_options.LearningRate}."));

    /// <summary>Writes the optimiser's state; the weights are saved by <see cref="NetworkWeights"/>.</summary>
    /// <param name="path">A new file.</param>
    public void SaveOptimizer(string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        _optimizer.save_state_dict(writer);
    }

    /// <summary>Goes on after an epoch whose weights are already in the network.</summary>
    /// <param name="path">What <see cref="SaveOptimizer"/> wrote.</param>
    /// <param name="epoch">Epochs done then.</param>
    public void Resume(string path, int epoch)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        _optimizer.load_state_dict(reader);
        Epoch = epoch;
    }

    /// <summary>Frees the optimiser's state; the network is the caller's.</summary>
    public void Dispose() => _optimizer.Dispose();

    /// <summary>Mixes seed and epoch, so that epoch 1 of seed 0 is not epoch 0 of seed 1.</summary>
    private static long HashCodeOf(int seed, int epoch) => unchecked((seed * 0x5DEECE66DL) + (epoch * 0x2545F4914F6CDD1DL)) & long.MaxValue;
}
