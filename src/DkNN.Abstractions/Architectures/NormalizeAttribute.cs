namespace DkNN;

/// <summary>
/// (x − mean) / deviation with numbers that are known beforehand, such as those of the pixels of a data set: per channel of an image, per
/// neuron of a row. Nothing here is trained. As a layer of the network, unlike as a change of the images, it leaves an attack's budget in
/// units of the pixels, in [0, 1].
/// </summary>
public sealed class NormalizeAttribute : LayerAttribute
{
    /// <summary>What is taken away: a finite number for each channel, or one for all.</summary>
    public double[] Mean { get; init; } = [];

    /// <summary>What is then divided by: a finite number greater than 0 for each channel, or one for all.</summary>
    public double[] Deviation { get; init; } = [];
}
