using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using DkNN.Vectors;

namespace DkNN.Model;

/// <summary>A fitted model on disk: <c>model.json</c> and the files that it names. docs/models.md describes each.</summary>
public static class ModelDirectory
{
    /// <summary>Name of the directory in a run's directory.</summary>
    public const string Name = "model";

    /// <summary>The description.</summary>
    public const string DescriptionFile = "model.json";

    /// <summary>The network's weights, safetensors.</summary>
    public const string WeightsFile = "weights.safetensors";

    /// <summary>The calibration images' scores.</summary>
    public const string CalibrationFile = Model.CalibrationFile.FileName;

    /// <summary>The label of every training image, IDX of int32.</summary>
    public const string LabelsFile = "labels.idx";

    /// <summary>Small pictures of the training images, IDX of bytes, N×C×H×W.</summary>
    public const string ThumbnailsFile = "thumbnails.idx";

    /// <summary>Finds the model that a person means: a model's directory, or a run's that holds one.</summary>
    /// <param name="directory">The directory given.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory, or no model in it.</exception>
    public static string Find(string directory)
    {
        string[] places = [directory, Path.Combine(directory, Name)];
        return places.FirstOrDefault(place => File.Exists(Path.Combine(place, DescriptionFile)))
            ?? throw new DirectoryNotFoundException(Directory.Exists(directory)
                ? $"'{directory}' holds no model ({DescriptionFile} is missing); give the directory of a run made without --no-model."
                : $"There is no directory '{directory}'; give the directory of a run.");
    }

    /// <summary>Reads the description alone.</summary>
    /// <param name="directory">The model's directory.</param>
    /// <exception cref="FileNotFoundException">There is no description.</exception>
    /// <exception cref="InvalidDataException">The description is damaged, or of another schema.</exception>
    public static ModelDescription Read(string directory)
    {
        string path = Path.Combine(directory, DescriptionFile);
        byte[] json = File.ReadAllBytes(path);
        try
        {
            var description = JsonSerializer.Deserialize(json, ModelJson.Default.ModelDescription);
            if (description?.Schema == ModelDescription.CurrentSchema) return description;
            throw new InvalidDataException(
                $"{path}: schema {description?.Schema.ToString() ?? "missing"} is not {ModelDescription.CurrentSchema}, "
                + "the one this program reads; repeat the run with it.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path} describes no model ({problem.Message}); repeat the run to write it anew.", problem);
        }
    }

    /// <summary>Writes a model beside its place and renames it when it is whole; a model that was there before is replaced.</summary>
    /// <param name="directory">The model's directory.</param>
    /// <param name="description">What it is; its files are those of <paramref name="sources"/>.</param>
    /// <param name="sources">Where each file's content stands: linked where the file system can, else copied.</param>
    public static void Write(string directory, ModelDescription description, IReadOnlyDictionary<ModelFile, string> sources)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(sources);
        string temporary = $"{directory}.{Guid.NewGuid():N}.tmp", former = $"{directory}.{Guid.NewGuid():N}.old";
        Directory.CreateDirectory(temporary);
        try
        {
            foreach (var (file, source) in sources) HardLink.OrCopy(source, Path.Combine(temporary, file.Name));
            var whole = description with { Files = [.. sources.Keys.OrderBy(file => file.Name, StringComparer.Ordinal)] };
            File.WriteAllBytes(
                Path.Combine(temporary, DescriptionFile), JsonSerializer.SerializeToUtf8Bytes(whole, ModelJson.Default.ModelDescription));
            bool replaces = Directory.Exists(directory);
            if (replaces) Directory.Move(directory, former);
            Directory.Move(temporary, directory);
            if (replaces) Directory.Delete(former, recursive: true);
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    /// <summary>What is wrong with a model's files by their sizes, or null: a check that takes no time.</summary>
    /// <param name="directory">The model's directory.</param>
    /// <param name="description">Its description.</param>
    public static string? DamageIn(string directory, ModelDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        foreach (var file in description.Files)
        {
            var found = new FileInfo(Path.Combine(directory, file.Name));
            if (!found.Exists) return $"{file.Name} is missing";
            if (found.Length != file.Bytes) return $"{file.Name} has {found.Length} bytes, not {file.Bytes}";
        }
        return null;
    }

    /// <summary>Reads every byte, and says which files are not as they were written.</summary>
    /// <param name="directory">The model's directory.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static ImmutableArray<string> Verify(string directory, CancellationToken cancellationToken = default)
    {
        var files = Read(directory).Files;
        bool[] isWhole = new bool[files.Length];
        Parallel.For(0, files.Length, SharedCores.Options(cancellationToken), place =>
        {
            string path = Path.Combine(directory, files[place].Name);
            isWhole[place] = File.Exists(path) && Sha256(path) == files[place].Sha256;
        });
        return [.. files.Where((_, place) => !isWhole[place]).Select(file => file.Name)];
    }

    /// <summary>SHA-256 of a file, in lower-case hex.</summary>
    /// <param name="path">The file.</param>
    public static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
