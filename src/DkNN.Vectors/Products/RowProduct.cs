using System.Runtime.CompilerServices;

namespace DkNN.Vectors;

/// <summary>
/// Inner products of rows with a fixed matrix, blocked for the caches: X · Bᵀ. What a row's products are depends neither on the rows
/// beside it nor on the number of threads.
/// </summary>
public sealed unsafe class RowProduct : IDisposable
{
    private readonly PanelKernel _kernel = PanelKernel.For(ExactSearch.WidestSimd);
    private readonly RowMatrix _panels;
    private readonly BufferPool<Scratch> _scratch = new();
    private readonly int _outputs;
    private readonly int _dimension;

    /// <summary>Packs the fixed matrix.</summary>
    /// <param name="matrix">B: outputs × dimension. It is copied.</param>
    public RowProduct(RowMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        _outputs = matrix.Count;
        _dimension = matrix.Dimension;
        int width = _kernel.Width;
        int panels = (_outputs + width - 1) / width;
        _panels = RowMatrix.Allocate(panels, checked(_dimension * width));
        for (int output = 0; output < _outputs; output++)
        {
            var source = matrix.Row(output);
            float* destination = _panels.Pointer + ((nint)(output / width) * _panels.Stride) + (output % width);
            for (int i = 0; i < source.Length; i++) destination[(nint)i * width] = source[i];
        }
    }

    /// <summary>Multiplies rows, over all cores.</summary>
    /// <param name="rows">X: rows × dimension.</param>
    /// <param name="products">Takes rows × outputs; may have more columns, which stay as they are.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void Multiply(RowMatrix rows, RowMatrix products, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(products);
        if (rows.Dimension != _dimension || products.Count != rows.Count || products.Dimension < _outputs)
        {
            throw new ArgumentException(
                $"{rows.Count} × {rows.Dimension} rows by {_outputs} × {_dimension} do not fill {products.Count} × {products.Dimension}.");
        }

        int blockRows = BlockRowsFor(rows.Count);
        SharedCores.For(rows.Count, blockRows, Multiply, cancellationToken);

        void Multiply(int first, int end)
        {
            var scratch = _scratch.Take() ?? new Scratch(_panels.Count, _kernel.Width);
            MultiplyBlock(rows, first, end - first, products, scratch);
            _scratch.Give(scratch);
        }
    }

    /// <summary>Frees the packed matrix.</summary>
    public void Dispose()
    {
        _scratch.Free();
        _panels.Dispose();
    }

    /// <summary>Blocks small enough that every core gets some, and whole tiles.</summary>
    private static int BlockRowsFor(int rows)
    {
        int share = (rows + (4 * SharedCores.Limit) - 1) / (4 * SharedCores.Limit);
        int tiles = (share + PanelKernel.TileRows - 1) / PanelKernel.TileRows;
        return Math.Clamp(tiles * PanelKernel.TileRows, PanelKernel.TileRows, PanelKernel.BlockRows);
    }

    private void MultiplyBlock(RowMatrix rows, int first, int count, RowMatrix products, Scratch scratch)
    {
        int width = _kernel.Width;
        int tiled = (count + PanelKernel.TileRows - 1) / PanelKernel.TileRows * PanelKernel.TileRows;
        Unsafe.InitBlock(scratch.Sums.Pointer, 0, (uint)scratch.Sums.Bytes);
        for (int start = 0; start < _dimension; start += PanelKernel.BlockDepth)
        {
            int depth = Math.Min(PanelKernel.BlockDepth, _dimension - start);
            for (int row = 0; row < count; row++)
            {
                float* source = rows.Pointer + ((nint)(first + row) * rows.Stride) + start;
                Unsafe.CopyBlock(scratch.Block.Pointer + (row * PanelKernel.BlockDepth), source, (uint)depth * sizeof(float));
            }

            for (int panel = 0; panel < _panels.Count; panel++)
            {
                float* packed = _panels.Pointer + ((nint)panel * _panels.Stride) + ((nint)start * width);
                _kernel.Multiply(scratch.Block.Pointer, tiled, packed, depth, scratch.SumsOf(panel));
            }
        }

        for (int panel = 0; panel < _panels.Count; panel++)
        {
            int column = panel * width;
            uint bytes = (uint)Math.Min(width, _outputs - column) * sizeof(float);
            for (int row = 0; row < count; row++)
            {
                float* destination = products.Pointer + ((nint)(first + row) * products.Stride) + column;
                Unsafe.CopyBlock(destination, scratch.SumsOf(panel) + (row * width), bytes);
            }
        }
    }

    /// <summary>One thread's block of rows and sums.</summary>
    private sealed class Scratch(int panels, int width) : IDisposable
    {
        public RowMatrix Block { get; } = RowMatrix.Allocate(PanelKernel.BlockRows, PanelKernel.BlockDepth);

        public RowMatrix Sums { get; } = RowMatrix.Allocate(panels, PanelKernel.BlockRows * width);

        public float* SumsOf(int panel) => Sums.Pointer + ((nint)panel * Sums.Stride);

        public void Dispose()
        {
            Block.Dispose();
            Sums.Dispose();
        }
    }
}
