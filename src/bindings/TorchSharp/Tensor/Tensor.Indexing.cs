using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params long[] indices]
        {
            get => Selected(indices);
            set => Assign(Selected(indices), value);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Assign(select(0, i1), value);
        }

        public Tensor this[long i1, long i2]
        {
            get => Selected(i1, i2);
            set => Assign(Selected(i1, i2), value);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => Selected(i1, i2, i3);
            set => Assign(Selected(i1, i2, i3), value);
        }

        public Tensor index(params TensorIndex[] indices) => Indexing.Get(this, indices);

        public Tensor index(params Tensor[] indices) => Aten.index_Tensor.Call(this, Argument.Optional(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            Indexing.Put(this, value, indices, accumulate);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            InPlace(Aten.index_put_, Argument.Optional(indices), value, accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor number = full([], value, dtype, device);
            return index_put_(number, indices, false);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using Tensor number = full([], value, dtype, device);
            return index_put_(number, indices, false);
        }

        public Tensor index_select(long dim, Tensor index) => Aten.index_select.Call(this, dim, index);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Aten.index_add.Call(this, dim, index, source, alpha);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            Aten.index_add_.Run(this, dim, index, source, alpha);
            return this;
        }

        public Tensor index_copy(long dim, Tensor index, Tensor source) => Aten.index_copy.Call(this, dim, index, source);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => InPlace(Aten.index_copy_, dim, index, source);

        public Tensor index_fill(long dim, Tensor index, Scalar value) => Aten.index_fill_int_Scalar.Call(this, dim, index, value);

        public Tensor index_fill_(long dim, Tensor index, Scalar value) => InPlace(Aten.index_fill__int_Scalar, dim, index, value);

        public Tensor select(long dim, long index) => Aten.select_int.Call(this, dim, index);

        public Tensor narrow(long dim, long start, long length) => Aten.narrow.Call(this, dim, start, length);

        public Tensor slice(long dim, long start, long finish, long step) => Aten.slice_Tensor.Call(this, dim, start, finish, step);

        public Tensor gather(long dim, Tensor index) => Aten.gather.Call(this, dim, index);

        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.scatter_src.Call(this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace(Aten.scatter__src, dim, index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.scatter_add.Call(this, dim, index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => InPlace(Aten.scatter_add_, dim, index, src);

        public Tensor take(Tensor index) => Aten.take.Call(this, index);

        public Tensor take_along_dim(Tensor indices, long dim) => Aten.take_along_dim.Call(this, indices, dim);

        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.masked_fill_Scalar.Call(this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace(Aten.masked_fill__Scalar, mask, value);

        public Tensor masked_select(Tensor mask) => Aten.masked_select.Call(this, mask);

        public Tensor masked_scatter(Tensor mask, Tensor value) => Aten.masked_scatter.Call(this, mask, value);

        public Tensor masked_scatter_(Tensor mask, Tensor value) => InPlace(Aten.masked_scatter_, mask, value);

        public Tensor where(Tensor condition, Tensor y) => Aten.where_self.Call(condition, this, y);

        public Tensor nonzero() => Aten.nonzero.Call(this);

        private Tensor Selected(params ReadOnlySpan<long> indices)
        {
            var current = select(0, indices[0]);
            foreach (var index in indices[1..])
            {
                var next = current.select(0, index);
                current.Dispose();
                current = next;
            }
            return current;
        }

        private static void Assign(Tensor view, Tensor value)
        {
            using (view) view.copy_(value);
        }
    }
}
