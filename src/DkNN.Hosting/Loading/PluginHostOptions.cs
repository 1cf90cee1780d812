namespace DkNN.Hosting;

/// <summary>How a host loads plugins.</summary>
public sealed record PluginHostOptions
{
    /// <summary>The lock that a plugin must stand in, or its code does not run; null, the default, takes every plugin.</summary>
    public TrustLock? RequiredTrust { get; init; }

    /// <summary>
    /// Whether <see cref="PluginCatalogue.Dispose"/> unloads indexes and attacks. Their code is then compiled into memory that can be
    /// freed, which costs a little speed. An assembly with an architecture stays loaded whatever is asked: libtorch keeps pointers to a
    /// network's delegates.
    /// </summary>
    public bool Unloadable { get; init; }

    /// <summary>Whether plugins run from a copy, so that the files are free to change and what is loaded is what was checked.</summary>
    internal bool Stages => Unloadable || RequiredTrust is not null;
}
