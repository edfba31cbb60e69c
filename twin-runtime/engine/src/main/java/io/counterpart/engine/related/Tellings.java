package io.counterpart.engine.related;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Input.ToldSignals;
import io.counterpart.contracts.input.Input.ToldValue;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import org.jspecify.annotations.Nullable;

/** What twins tell one another, as bytes of a checkpoint. */
final class Tellings {

    private Tellings() {}

    static void write(ToldValue value, BinaryOutput out) {
        out.putText(value.property().value());
        out.putOptionalText(value.unit());
        Double number = value.value();
        out.putByte(number == null ? 0 : 1);
        if (number != null) {
            out.putDouble(number);
        }
        out.putLong(value.ts());
        out.putInt(value.quality());
        out.putInt(value.hops());
    }

    static ToldValue readValue(BinaryInput in) {
        return new ToldValue(
                new PropertyName(in.getText()),
                in.getOptionalText(),
                in.getByte() == 0 ? null : in.getDouble(),
                in.getLong(),
                in.getInt(),
                in.getInt());
    }

    static void write(@Nullable ToldSignals signals, BinaryOutput out) {
        out.putByte(signals == null ? 0 : 1);
        if (signals == null) {
            return;
        }
        out.putLong(signals.judged());
        out.putLong(signals.sum());
        out.putInt(signals.worst());
        TwinId twin = signals.worstTwin();
        out.putOptionalText(twin == null ? null : twin.value());
        PropertyName property = signals.worstProperty();
        out.putOptionalText(property == null ? null : property.value());
        out.putInt(signals.hops());
    }

    static @Nullable ToldSignals readSignals(BinaryInput in) {
        if (in.getByte() == 0) {
            return null;
        }
        long judged = in.getLong();
        long sum = in.getLong();
        int worst = in.getInt();
        String twin = in.getOptionalText();
        String property = in.getOptionalText();
        return new ToldSignals(
                judged,
                sum,
                worst,
                twin == null ? null : new TwinId(twin),
                property == null ? null : new PropertyName(property),
                in.getInt());
    }
}
