import { Group, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { kept } from "../parts/kept.ts";
import type { Address } from "./reads.ts";
import { useShopperWords } from "./words.ts";

export type AddressValues = { readonly [K in keyof Address]: string };

/** Where the last order of this browser went, for the next form. */
export const lastAddress = kept<AddressValues>("local", "address");

export const NOWHERE: AddressValues = {
  receiverName: "",
  receiverPhone: "",
  receiverZipcode: "",
  receiverAddress1: "",
  receiverAddress2: "",
  etcMessage: "",
};

/** What is wrong with an address before it is sent. */
export function addressRules(required: string, zipcode: string) {
  const filled = (value: string) => (value.trim() === "" ? required : null);
  return {
    receiverName: filled,
    receiverPhone: filled,
    receiverZipcode: (value: string) => (/^\d{5}$/.test(value) ? null : zipcode),
    receiverAddress1: filled,
    receiverAddress2: filled,
  };
}

/** A note is wanted by every carrier, and most people have none to give. */
export const withNote = (address: AddressValues): AddressValues => ({
  ...address,
  etcMessage: address.etcMessage.trim() === "" ? "-" : address.etcMessage,
});

/** The six fields of a delivery address, of any form that has them. */
export function AddressFields<T extends AddressValues>({
  form,
}: {
  readonly form: UseFormReturnType<T>;
}) {
  const w = useShopperWords();
  const of = (field: keyof AddressValues) => form.getInputProps(field);
  return (
    <>
      <Group grow align="flex-start">
        <TextInput label={w.receiverName} autoComplete="shipping name" {...of("receiverName")} />
        <TextInput
          label={w.receiverPhone}
          type="tel"
          autoComplete="shipping tel"
          {...of("receiverPhone")}
        />
      </Group>
      <TextInput
        label={w.zipcode}
        inputMode="numeric"
        maxLength={5}
        w={140}
        autoComplete="shipping postal-code"
        {...of("receiverZipcode")}
      />
      <TextInput
        label={w.street}
        autoComplete="shipping address-line1"
        {...of("receiverAddress1")}
      />
      <TextInput
        label={w.detail}
        autoComplete="shipping address-line2"
        {...of("receiverAddress2")}
      />
      <TextInput label={w.note} placeholder={w.noteHint} {...of("etcMessage")} />
    </>
  );
}
