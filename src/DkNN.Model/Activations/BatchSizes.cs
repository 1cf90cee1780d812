namespace DkNN.Model;

/// <summary>
/// How many images go through a network together: many, unless they are large. It follows from the architecture alone, because the last
/// bit of an activation may depend on it.
/// </summary>
public static class BatchSizes
{
    private const int MostForInference = 512;
    private const int MostForTraining = 500;

    /// <summary>Bytes that a layer's output may take; its input, and what the native library needs, come on top.</summary>
    private const long LayerBytes = 1 << 28;

    /// <summary>Bytes that all layers' outputs, kept for the way back, and their gradients may take.</summary>
    private const long TrainingBytes = 1L << 32;

    /// <summary>For activations, logits and attacks: a power of two, at most 512.</summary>
    /// <param name="architecture">The network's architecture.</param>
    public static int ForInference(ArchitectureInfo architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        long widest = architecture.Layers.Select(layer => layer.BytesPerImage).Append((long)architecture.Input.Size * sizeof(float)).Max();
        int size = MostForInference;
        while (size > 1 && size * widest > LayerBytes) size /= 2;
        return size;
    }

    /// <summary>For a step of training where nobody asks for another number: at most 500, at least 2.</summary>
    /// <param name="architecture">The network's architecture.</param>
    public static int ForTraining(ArchitectureInfo architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        long bytes = 2 * architecture.Layers.Sum(layer => layer.BytesPerImage);
        return (int)Math.Clamp(TrainingBytes / bytes, 2, MostForTraining);
    }
}
